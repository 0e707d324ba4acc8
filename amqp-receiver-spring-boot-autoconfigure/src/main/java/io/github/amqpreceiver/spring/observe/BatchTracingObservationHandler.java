package io.github.amqpreceiver.spring.observe;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

/**
 * Makes the call with a batch a span that has a link to the span of each of its messages,
 * and these are children of the spans of their senders. Stateless.
 *
 * @since 0.1
 */
public final class BatchTracingObservationHandler
		implements TracingObservationHandler<AmqpListenerBatchObservationContext> {

	private final Tracer tracer;

	/**
	 * Creates the handler.
	 * @param tracer makes the spans
	 */
	public BatchTracingObservationHandler(Tracer tracer) {
		this.tracer = tracer;
	}

	@Override
	public void onStart(AmqpListenerBatchObservationContext context) {
		Span.Builder builder = this.tracer.spanBuilder().kind(Span.Kind.CONSUMER);
		Span parent = getParentSpan(context);
		builder = (parent != null) ? builder.setParent(parent.context()) : builder.setNoParent();
		for (Observation.ContextView message : context.messages()) {
			TracingContext traced = message.get(TracingContext.class);
			Span span = (traced != null) ? traced.getSpan() : null;
			if (span != null) {
				builder = builder.addLink(new Link(span));
			}
		}
		getTracingContext(context).setSpan(builder.start());
	}

	@Override
	public void onStop(AmqpListenerBatchObservationContext context) {
		Span span = getRequiredSpan(context);
		tagSpan(context, span);
		span.name(getSpanName(context));
		endSpan(context, span);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof AmqpListenerBatchObservationContext;
	}

	@Override
	public Tracer getTracer() {
		return this.tracer;
	}

}
