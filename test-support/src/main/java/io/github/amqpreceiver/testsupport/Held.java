package io.github.amqpreceiver.testsupport;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * What the receivers of this JVM hold at one moment.
 *
 * @param buffered bytes in buffers that are not released
 * @param sockets that are open
 * @param loops groups of event loops, by number
 */
record Held(long buffered, Set<Channel> sockets, Set<String> loops) {

	static final String LOOPS = "event loops ";

	private static final Pattern EVENT_LOOP = Pattern.compile("amqp-receiver-io-(\\d+)-\\d+");

	static Held now() {
		return new Held(ReceiverChannels.bufferedBytes(), ReceiverChannels.open(), eventLoops());
	}

	/**
	 * What is held now and was not then.
	 * @param sharedLoops the group of event loops that may stay
	 * @return one line each, empty if nothing is
	 */
	List<String> excess(@Nullable String sharedLoops) {
		Held now = now();
		List<String> excess = new ArrayList<>();
		if (now.buffered > this.buffered) {
			excess.add("buffers: " + now.buffered + " bytes, was " + this.buffered);
		}
		now.sockets.stream()
			.filter((socket) -> !this.sockets.contains(socket))
			.forEach((socket) -> excess.add("socket " + socket));
		now.loops.stream()
			.filter((group) -> !this.loops.contains(group) && !group.equals(sharedLoops))
			.forEach((group) -> excess.add(LOOPS + group));
		return excess;
	}

	private static Set<String> eventLoops() {
		Set<String> groups = new TreeSet<>();
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			Matcher name = EVENT_LOOP.matcher(thread.getName());
			if (name.matches()) {
				groups.add(name.group(1));
			}
		}
		return groups;
	}

}
