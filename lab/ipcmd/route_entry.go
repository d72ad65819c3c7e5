package ipcmd

import "vethlab/lab/topo"

// RouteEntry is a route as the kernel tells it: an entry of a table, or the answer to `ip route get`, which has more.
type RouteEntry struct {
	topo.Route
	Realms     uint32     // of the source in the upper half, of the destination in the lower; 0 for none
	Congestion Congestion // of its connections

	Cloned bool    // it is an answer, not an entry of a table
	Cache  uint32  // RTCF_* flags of an answer
	UID    *uint32 // the user the answer is for, nil where the kernel did not say
	Mark   uint32  // of the packet that was asked for, 0 for none
	IIF    string  // the link that the packet came in by, empty for one of our own

	Left int // how long the route lasts, as Expires but in ticks; below 0 it has gone on for longer
	// Users, Used and Age are what -s shows: how many hold the route, how often it was used, and the ticks since then.
	Users, Used, Age uint32
}

// TicksPerSecond is the unit of the kernel's times of routes and neighbours, sysconf(_SC_CLK_TCK).
const TicksPerSecond = 100

// MetricNames are the RTAX_* in the kernel's order, by the words of iproute.c.
func MetricNames() []string {
	return []string{
		"mtu", "window", "rtt", "rttvar", "ssthresh", "cwnd", "advmss", "reordering", "hoplimit", "initcwnd",
		"features", "rto_min", "initrwnd", "quickack", fastOpen,
	}
}

// fastOpen is the metric that comes behind the congestion control, which is no number.
const fastOpen = "fastopen_no_cookie"

// MetricNumber is the RTAX_* number of a metric, 0 for an unknown one.
func MetricNumber(name string) uint16 {
	const first, afterCongestion = 2, 17 // RTAX_MTU, RTAX_FASTOPEN_NO_COOKIE; 1 is RTAX_LOCK
	if name == fastOpen {
		return afterCongestion
	}
	for i, n := range MetricNames() {
		if n == name {
			return uint16(first + i)
		}
	}
	return 0
}
