package io.github.amqpreceiver.spring.it

import io.github.amqpreceiver.delivery.Outcome
import io.github.amqpreceiver.spring.annotation.AmqpListener
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.withContext
import org.springframework.messaging.handler.annotation.Header
import org.springframework.messaging.handler.annotation.SendTo
import java.util.concurrent.CopyOnWriteArrayList

/** Listeners as the Kotlin compiler makes them. */
class SuspendingListeners {

	val seen = CopyOnWriteArrayList<String>()

	data class Order(val id: String, val note: String? = null)

	@AmqpListener("kotlin.orders")
	suspend fun onOrder(order: Order, @Header("tenant") tenant: String?) {
		delay(20)
		seen += "${order.id} ${order.note} $tenant"
	}

	@AmqpListener("kotlin.names")
	@SendTo
	suspend fun nameOf(article: String): String = withContext(Dispatchers.IO) {
		article.uppercase()
	}

	@AmqpListener("limited.kotlin.outcome")
	suspend fun outcome(text: String): Outcome = withContext(Dispatchers.IO) {
		seen += text
		if (text == "bad") Outcome.rejected() else Outcome.accepted()
	}

	@AmqpListener("limited.kotlin.fails", failureOutcome = "rejected")
	suspend fun fails(text: String) {
		delay(1)
		throw IllegalStateException("no: $text")
	}

}
