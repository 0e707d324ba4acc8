package io.github.amqpreceiver.reliability;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Which fault strikes when so many messages were processed: all kinds in turn, in an
 * order that is mixed but the same in every run.
 *
 * @param fault the fault
 * @param mark strikes when so many different messages were processed
 */
record FaultPlan(Fault fault, long mark) {

	static List<FaultPlan> of(RunSize size) {
		List<Fault> network = new ArrayList<>(List.of(Fault.values()));
		network.remove(Fault.KILL);
		List<Fault> all = new ArrayList<>(Collections.nCopies(size.kills(), Fault.KILL));
		for (int i = 0; i < size.faults(); i++) {
			all.add(network.get(i % network.size()));
		}
		Collections.shuffle(all, new Random(1));
		List<FaultPlan> plan = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			plan.add(new FaultPlan(all.get(i), (i + 1L) * size.messages() / (all.size() + 1)));
		}
		return plan;
	}

}
