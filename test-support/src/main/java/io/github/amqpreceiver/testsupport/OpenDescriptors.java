package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The file descriptors of this process, as Linux shows them.
 */
final class OpenDescriptors {

	private static final Path OWN = Path.of("/proc/self/fd");

	private OpenDescriptors() {
	}

	static Map<String, Integer> byKind() {
		Map<String, Integer> byKind = new HashMap<>();
		for (String target : targets()) {
			String kind = kind(target);
			if (!kind.isEmpty()) {
				byKind.merge(kind, 1, Integer::sum);
			}
		}
		return byKind;
	}

	/** What each descriptor stands for, as Linux writes it; nothing elsewhere. */
	private static List<String> targets() {
		List<String> targets = new ArrayList<>();
		if (!Files.isDirectory(OWN)) {
			return targets;
		}
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN)) {
			for (Path descriptor : descriptors) {
				targets.add(target(descriptor));
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot list " + OWN, ex);
		}
		return targets;
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			// It was closed meanwhile.
			return "";
		}
	}

	private static String kind(String target) {
		if (target.startsWith("socket:") || target.startsWith("pipe:")) {
			return target.substring(0, target.indexOf(':'));
		}
		if (target.isEmpty() || target.startsWith("anon_inode:")) {
			return target;
		}
		boolean openedByTheJvm = target.endsWith(".jar") || target.startsWith("/dev/") || target.startsWith("/proc/")
				|| target.startsWith(System.getProperty("java.home"));
		return openedByTheJvm ? "" : "file";
	}

}
