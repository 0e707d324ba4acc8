package io.github.amqpreceiver.spring.container;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread for the short tasks of all containers that wait for a time. */
final class Timers {

	private static final ScheduledExecutorService SHARED = create();

	private Timers() {
	}

	static ScheduledExecutorService shared() {
		return SHARED;
	}

	private static ScheduledExecutorService create() {
		ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
				(task) -> SharedThreadTask.thread(task, "amqp-receiver-listener-timer"));
		timer.setRemoveOnCancelPolicy(true);
		timer.setKeepAliveTime(10, TimeUnit.SECONDS);
		timer.allowCoreThreadTimeOut(true);
		return timer;
	}

}
