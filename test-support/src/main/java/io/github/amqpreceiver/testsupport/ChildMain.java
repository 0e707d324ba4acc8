package io.github.amqpreceiver.testsupport;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Runs another class's {@code main} in a JVM that ends with its parent: standard input is
 * a pipe that the parent holds open for as long as it lives.
 */
final class ChildMain {

	private ChildMain() {
	}

	/**
	 * Runs the main class.
	 * @param args its name, then its arguments
	 * @throws Throwable what it throws
	 */
	public static void main(String[] args) throws Throwable {
		endWithParent();
		Class<?> mainClass = Class.forName(args[0]);
		MethodHandle main = MethodHandles.privateLookupIn(mainClass, MethodHandles.lookup())
			.findStatic(mainClass, "main", MethodType.methodType(void.class, String[].class));
		main.invokeExact(Arrays.copyOfRange(args, 1, args.length));
	}

	private static void endWithParent() {
		Thread watch = new Thread(() -> {
			try {
				while (System.in.read() >= 0) {
					// Nobody writes here; only the end is of interest.
				}
			}
			catch (IOException ex) {
				// The pipe is broken, which is the end as well.
			}
			Runtime.getRuntime().halt(1);
		}, "parent-watch");
		watch.setDaemon(true);
		watch.start();
	}

}
