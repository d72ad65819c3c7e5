package probe

import (
	"net/netip"
	"time"
)

// Echo is what to send, and how: ping(8)'s options. Zero values are its defaults.
type Echo struct {
	To       netip.Addr    // with a zone where it is link-local: fe80::1%veth0
	Count    int           // how many; 0 is until the context ends
	Size     int           // bytes of data after the ICMP header; 0 is none, unlike ping's 56
	Interval time.Duration // between two requests; 0 is a second
	Wait     time.Duration // for an answer; 0 is ten seconds
	Source   netip.Addr    // to send from; the zero Addr leaves it to the kernel
	Device   string        // to send through; empty leaves it to the routes
	TTL      int           // of what is sent; 0 is the kernel's own
}

func (e Echo) interval() time.Duration {
	if e.Interval == 0 {
		return time.Second
	}
	return e.Interval
}

func (e Echo) wait() time.Duration {
	if e.Wait == 0 {
		return 10 * time.Second
	}
	return e.Wait
}
