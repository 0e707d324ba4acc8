package io.github.amqpreceiver.benchmarks.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page with a block between two comments, which can be replaced; the prose stays. */
final class Page {

	private final Path path;

	private final String begin;

	private final String end;

	Page(Path path, String block) {
		this.path = path;
		this.begin = "<!-- %s: begin -->".formatted(block);
		this.end = "<!-- %s: end -->".formatted(block);
	}

	/**
	 * Replaces the block.
	 * @param text the new text
	 * @throws IOException where the page cannot be read or written
	 */
	void replace(String text) throws IOException {
		String page = Files.readString(this.path);
		int from = page.indexOf(this.begin);
		int to = page.indexOf(this.end);
		if (from < 0 || to < from) {
			throw new IllegalArgumentException(
					"%s has no lines '%s' and '%s'".formatted(this.path, this.begin, this.end));
		}
		Files.writeString(this.path,
				page.substring(0, from + this.begin.length()) + "\n" + text.strip() + "\n" + page.substring(to));
	}

}
