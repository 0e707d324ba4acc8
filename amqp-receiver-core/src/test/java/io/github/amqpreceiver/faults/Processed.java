package io.github.amqpreceiver.faults;

import java.util.Comparator;
import java.util.List;

import io.github.amqpreceiver.message.ReceivedMessage;
import io.github.amqpreceiver.testsupport.ProcessApp;

/**
 * What a {@link ReceiverApp} wrote of one message.
 *
 * @param app the process
 * @param at when, on the clock that all processes of the machine share, in nanoseconds
 * @param id the message
 * @param group its group
 * @param deliveryCount how often its delivery had failed before
 */
record Processed(ProcessApp app, long at, String id, String group, long deliveryCount) {

	private static final String MARK = "got ";

	static String line(ReceivedMessage message) {
		return MARK + System.nanoTime() + " " + message.bodyText() + " " + message.properties().groupId() + " "
				+ message.header().deliveryCount();
	}

	/** What one application has processed until now. */
	static List<Processed> by(ProcessApp app) {
		return app.lines().stream().filter((line) -> line.startsWith(MARK)).map((line) -> {
			String[] words = line.split(" ");
			return new Processed(app, Long.parseLong(words[1]), words[2], words[3], Long.parseLong(words[4]));
		}).toList();
	}

	/** What several applications have processed until now, in the order of time. */
	static List<Processed> by(List<ProcessApp> apps) {
		return apps.stream()
			.flatMap((app) -> by(app).stream())
			.sorted(Comparator.comparingLong(Processed::at))
			.toList();
	}

}
