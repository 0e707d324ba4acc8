package io.github.amqpreceiver.testsupport;

import java.util.Arrays;

/**
 * One row for each message of a {@link MessageLedger}, in arrays instead of objects.
 * Guarded by the ledger's lock.
 */
final class LedgerRows {

	private static final byte ACCEPTED = 1;

	private static final byte SENT_AGAIN = 2;

	private int[] keys = new int[1024];

	private int[] numbers = new int[1024];

	private int[] processed = new int[1024];

	private byte[] flags = new byte[1024];

	private int size;

	int add(int key, int number) {
		if (this.size == this.keys.length) {
			grow();
		}
		this.keys[this.size] = key;
		this.numbers[this.size] = number;
		return this.size++;
	}

	private void grow() {
		int capacity = this.size + (this.size >> 1);
		this.keys = Arrays.copyOf(this.keys, capacity);
		this.numbers = Arrays.copyOf(this.numbers, capacity);
		this.processed = Arrays.copyOf(this.processed, capacity);
		this.flags = Arrays.copyOf(this.flags, capacity);
	}

	int size() {
		return this.size;
	}

	int key(int row) {
		return this.keys[row];
	}

	int number(int row) {
		return this.numbers[row];
	}

	int processed(int row) {
		return this.processed[row];
	}

	int addProcessed(int row) {
		return ++this.processed[row];
	}

	boolean accepted(int row) {
		return (this.flags[row] & ACCEPTED) != 0;
	}

	void setAccepted(int row) {
		this.flags[row] |= ACCEPTED;
	}

	boolean sentAgain(int row) {
		return (this.flags[row] & SENT_AGAIN) != 0;
	}

	void setSentAgain(int row) {
		this.flags[row] |= SENT_AGAIN;
	}

}
