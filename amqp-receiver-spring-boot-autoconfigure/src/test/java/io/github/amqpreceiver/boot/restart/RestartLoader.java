package io.github.amqpreceiver.boot.restart;

import java.io.IOException;
import java.io.InputStream;

/** Loads the application anew and leaves the libraries to its parent, as devtools do. */
final class RestartLoader extends ClassLoader {

	private static final String APPLICATION = "io.github.amqpreceiver.boot.restart.";

	RestartLoader() {
		super(RestartLoader.class.getClassLoader());
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		synchronized (getClassLoadingLock(name)) {
			Class<?> loaded = findLoadedClass(name);
			if (loaded != null) {
				return loaded;
			}
			return name.startsWith(APPLICATION) ? define(name) : super.loadClass(name, resolve);
		}
	}

	private Class<?> define(String name) throws ClassNotFoundException {
		try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
			if (in == null) {
				throw new ClassNotFoundException(name);
			}
			byte[] code = in.readAllBytes();
			return defineClass(name, code, 0, code.length);
		}
		catch (IOException ex) {
			throw new ClassNotFoundException(name, ex);
		}
	}

}
