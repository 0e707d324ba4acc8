package io.github.amqpreceiver.reliability;

import java.util.List;
import java.util.Locale;

/** Messages per second over time, with a line for each fault; stateless. */
final class ThroughputPlot {

	private static final int WIDTH = 1_200;

	private static final int HEIGHT = 360;

	private static final int LEFT = 70;

	private static final int BOTTOM = 40;

	private ThroughputPlot() {
	}

	static String of(RunResult result) {
		List<Throughput.Sample> samples = result.samples();
		double end = Math.max(1, samples.get(samples.size() - 1).at());
		double top = 1;
		for (int i = 1; i < samples.size(); i++) {
			top = Math.max(top, rate(samples, i));
		}
		StringBuilder svg = new StringBuilder();
		svg.append(String.format(Locale.ROOT,
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
						+ "font-size=\"13\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
				WIDTH, HEIGHT));
		for (Strike strike : result.strikes()) {
			svg.append(String.format(Locale.ROOT,
					"<line x1=\"%.1f\" x2=\"%.1f\" y1=\"10\" y2=\"%d\" stroke=\"%s\"><title>%s at %d ms</title></line>%n",
					x(strike.at(), end), x(strike.at(), end), HEIGHT - BOTTOM,
					(strike.fault() == Fault.KILL) ? "#c00" : "#fc6", strike.fault(), strike.at()));
		}
		svg.append("<polyline fill=\"none\" stroke=\"#036\" stroke-width=\"1.5\" points=\"");
		for (int i = 1; i < samples.size(); i++) {
			svg.append(
					String.format(Locale.ROOT, "%.1f,%.1f ", x(samples.get(i).at(), end), y(rate(samples, i) / top)));
		}
		svg.append("\"/>\n");
		label(svg, 5, 20, String.format(Locale.ROOT, "%.0f/s", top));
		label(svg, 5, HEIGHT - BOTTOM, "0");
		label(svg, LEFT, HEIGHT - 15, "messages per second; red: kill -9 of the broker, orange: fault of the network");
		label(svg, WIDTH - 90, HEIGHT - 15, String.format(Locale.ROOT, "%.0f s", end / 1_000));
		return svg.append("</svg>\n").toString();
	}

	private static double rate(List<Throughput.Sample> samples, int i) {
		Throughput.Sample before = samples.get(i - 1);
		Throughput.Sample now = samples.get(i);
		return (now.processed() - before.processed()) * 1_000.0 / Math.max(1, now.at() - before.at());
	}

	private static double x(long at, double end) {
		return LEFT + at / end * (WIDTH - LEFT - 10);
	}

	private static double y(double share) {
		return 10 + (1 - share) * (HEIGHT - BOTTOM - 10);
	}

	private static void label(StringBuilder svg, int x, int y, String text) {
		svg.append("<text x=\"").append(x).append("\" y=\"").append(y).append("\">").append(text).append("</text>\n");
	}

}
