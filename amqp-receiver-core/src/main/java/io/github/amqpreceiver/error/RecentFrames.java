package io.github.amqpreceiver.error;

import java.util.List;

/** Shows the last frames of a connection in the stack trace of a failure. */
final class RecentFrames extends Exception {

	private static final long serialVersionUID = 1L;

	RecentFrames(List<String> frames) {
		super("the last frames, the oldest first:\n\t" + String.join("\n\t", frames), null, false, false);
	}

}
