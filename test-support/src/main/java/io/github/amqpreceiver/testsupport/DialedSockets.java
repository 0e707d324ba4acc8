package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The TCP connections that this process has opened, as Linux shows them: without those
 * that it accepted, which an embedded broker closes when it likes.
 */
final class DialedSockets {

	private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));

	private static final String SOCKET = "socket:[";

	private static final String LISTENING = "0A";

	private DialedSockets() {
	}

	static int count() {
		Set<String> own = inodes();
		List<Row> rows = rows();
		Set<String> accepting = rows.stream().filter(Row::listening).map(Row::localPort).collect(Collectors.toSet());
		return (int) rows.stream()
			.filter((row) -> own.contains(row.inode()) && !accepting.contains(row.localPort()))
			.count();
	}

	private static Set<String> inodes() {
		return OpenDescriptors.targets()
			.stream()
			.filter((target) -> target.startsWith(SOCKET))
			.map((target) -> target.substring(SOCKET.length(), target.length() - 1))
			.collect(Collectors.toSet());
	}

	private static List<Row> rows() {
		List<Row> rows = new ArrayList<>();
		for (Path table : TABLES) {
			if (Files.isReadable(table)) {
				try {
					Files.readAllLines(table).stream().skip(1).map(Row::of).forEach(rows::add);
				}
				catch (IOException ex) {
					throw new UncheckedIOException("Cannot read " + table, ex);
				}
			}
		}
		return rows;
	}

	/**
	 * A row of the kernel's table.
	 *
	 * @param localPort the port on this side, as it is written there
	 * @param state the state, as a number
	 * @param inode of the socket
	 */
	private record Row(String localPort, String state, String inode) {

		static Row of(String line) {
			String[] columns = line.strip().split("\\s+");
			return new Row(columns[1].substring(columns[1].indexOf(':') + 1), columns[3], columns[9]);
		}

		boolean listening() {
			return this.state.equals(LISTENING);
		}

	}

}
