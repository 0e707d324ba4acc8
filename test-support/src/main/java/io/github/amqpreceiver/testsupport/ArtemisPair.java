package io.github.amqpreceiver.testsupport;

import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;

/**
 * Two Artemis in two JVMs: a primary, and a backup to which it replicates. When the
 * primary is killed the backup takes over on its own port, with everything that the
 * primary had accepted. For one thread at a time.
 *
 * @since 0.1.0
 */
public final class ArtemisPair implements AutoCloseable {

	private static final Duration SYNC_LIMIT = Duration.ofSeconds(60);

	private final ReservedPort primaryLink = ReservedPort.any();

	private final ReservedPort backupLink = ReservedPort.any();

	private final ForkedBroker primary;

	private final ForkedBroker backup;

	private ArtemisPair(Path directory, String... queues) {
		this.primary = member(directory.resolve("primary"),
				new ArtemisReplication(false, this.primaryLink.port(), this.backupLink.port()), queues);
		this.backup = member(directory.resolve("backup"),
				new ArtemisReplication(true, this.backupLink.port(), this.primaryLink.port()), queues);
	}

	private static ForkedBroker member(Path directory, ArtemisReplication replication, String... queues) {
		return ForkedBroker.artemis(directory).replication(replication).queues(queues).build();
	}

	/**
	 * Starts both and waits until the backup has everything that the primary has.
	 * @param directory where the journals of both are kept
	 * @param queues the queues to create
	 * @return the running pair
	 */
	public static ArtemisPair start(Path directory, String... queues) {
		ArtemisPair pair = new ArtemisPair(directory, queues);
		try {
			pair.primary.start();
			pair.backup.start();
			pair.awaitInSync();
			return pair;
		}
		catch (RuntimeException ex) {
			pair.close();
			throw ex;
		}
	}

	/**
	 * The one that serves as long as it lives.
	 * @return the primary
	 */
	public ForkedBroker primary() {
		return this.primary;
	}

	/**
	 * The one that takes over. While it waits its port refuses connections.
	 * @return the backup
	 */
	public ForkedBroker backup() {
		return this.backup;
	}

	/**
	 * Kills the primary and waits until the backup accepts connections.
	 * @param timeout how long to wait
	 */
	public void failOver(Duration timeout) {
		this.primary.kill9();
		this.backup.awaitPort(timeout);
	}

	/**
	 * Starts the killed primary, which takes over again, and waits until the backup waits
	 * again, in sync.
	 */
	public void failBack() {
		this.primary.start();
		Awaitility.await("the primary to take over again").atMost(SYNC_LIMIT).until(() -> this.primary.is("active"));
		this.primary.awaitPort(SYNC_LIMIT);
		awaitInSync();
	}

	private void awaitInSync() {
		Awaitility.await("the backup to be in sync")
			.pollInterval(Duration.ofMillis(50))
			.atMost(SYNC_LIMIT)
			.until(() -> this.primary.is("in-sync"));
	}

	@Override
	public void close() {
		this.primary.close();
		this.backup.close();
		this.primaryLink.close();
		this.backupLink.close();
	}

}
