package io.github.amqpreceiver.options;

/**
 * The event loops and the default handler pool.
 *
 * @param ioThreads event-loop threads, 1 to 1,024; by default half of the processors, at
 * least one
 * @param handlerThreads threads of the default handler pool, 1 to 65,535; by default four
 * for each processor, at least sixteen
 * @param nativeTransport whether epoll or kqueue is used where it is there
 * @param virtualThreads whether handlers run on virtual threads where the JDK has them
 * @since 0.1
 */
public record TransportOptions(int ioThreads, int handlerThreads, boolean nativeTransport, boolean virtualThreads) {

	/** All defaults. */
	public static final TransportOptions DEFAULT = new TransportOptions(
			Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
			Math.max(16, Runtime.getRuntime().availableProcessors() * 4), true, false);

	/**
	 * Checks every value.
	 */
	public TransportOptions {
		Check.range("ioThreads", ioThreads, 1, 1_024);
		Check.range("handlerThreads", handlerThreads, 1, 65_535);
	}

}
