package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
		if (!Files.isDirectory(OWN)) {
			return byKind;
		}
		try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OWN)) {
			for (Path descriptor : descriptors) {
				String kind = kind(descriptor);
				if (!kind.isEmpty()) {
					byKind.merge(kind, 1, Integer::sum);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot list " + OWN, ex);
		}
		return byKind;
	}

	private static String kind(Path descriptor) {
		try {
			String target = Files.readSymbolicLink(descriptor).toString();
			if (target.startsWith("socket:") || target.startsWith("pipe:")) {
				return target.substring(0, target.indexOf(':'));
			}
			if (target.startsWith("anon_inode:")) {
				return target;
			}
			boolean openedByTheJvm = target.endsWith(".jar") || target.startsWith("/dev/")
					|| target.startsWith("/proc/") || target.startsWith(System.getProperty("java.home"));
			return openedByTheJvm ? "" : "file";
		}
		catch (IOException ex) {
			// It was closed meanwhile.
			return "";
		}
	}

}
