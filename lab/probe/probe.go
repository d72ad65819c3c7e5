// Package probe measures with ICMP echoes, in any namespace, as a stream of values: the numbers behind `ping` and behind the
// live chart.
package probe

import (
	"net/netip"
	"time"
)

// Outcome tells what became of one echo request.
type Outcome string

// The outcomes, in the words in which they are recorded.
const (
	Answered    Outcome = "answered"
	NoAnswer    Outcome = "no answer"   // nothing came within the time to wait
	Unreachable Outcome = "unreachable" // an ICMP error came back, see Reply.Reason
	NotSent     Outcome = "not sent"    // the kernel refused to send: no route, link down
)

// Reply is the outcome of one echo request.
type Reply struct {
	Seq       int           `json:"seq"`
	Outcome   Outcome       `json:"outcome"`
	From      netip.Addr    `json:"from,omitzero"`       // who answered
	Bytes     int           `json:"bytes,omitempty"`     // ICMP bytes that came back
	TTL       int           `json:"ttl,omitempty"`       // of the answer; 0 where it is not known
	RTT       time.Duration `json:"rtt_ns,omitempty"`    // of an answer
	Reason    string        `json:"reason,omitempty"`    // in ping's words: "Destination Host Unreachable", "Network is unreachable"
	Duplicate bool          `json:"duplicate,omitempty"` // an answer to a request that was answered before
}
