package io.github.amqpreceiver.samples.artemis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jms.annotation.JmsListener;
import org.springframework.stereotype.Component;

/** Takes the answers over JMS. */
@Component
class AnswerListener {

	private static final Logger logger = LoggerFactory.getLogger(AnswerListener.class);

	private final Queue<String> answers = new ConcurrentLinkedQueue<>();

	@JmsListener(id = "answers", destination = "answers")
	void onAnswer(String answer) {
		logger.info("Answer over JMS: {}", answer);
		this.answers.add(answer);
	}

	Queue<String> answers() {
		return this.answers;
	}

}
