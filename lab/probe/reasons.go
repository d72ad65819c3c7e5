//go:build linux

package probe

import (
	"errors"
	"fmt"

	"golang.org/x/sys/unix"
)

// reason4 is ping's text for an ICMP error (iputils' pr_icmph).
func reason4(kind, code uint8, info uint32) string {
	switch kind {
	case 3:
		texts := []string{
			"Destination Net Unreachable", "Destination Host Unreachable", "Destination Protocol Unreachable",
			"Destination Port Unreachable", fmt.Sprintf("Frag needed and DF set (mtu = %d)", info), "Source Route Failed",
			"Destination Net Unknown", "Destination Host Unknown", "Source Host Isolated", "Destination Net Prohibited",
			"Destination Host Prohibited", "Destination Net Unreachable for Type of Service",
			"Destination Host Unreachable for Type of Service", "Packet filtered", "Precedence Violation",
			"Precedence Cutoff",
		}
		if int(code) < len(texts) {
			return texts[code]
		}
		return fmt.Sprintf("Dest Unreachable, Bad Code: %d", code)
	case 4:
		return "Source Quench"
	case 11:
		switch code {
		case 0:
			return "Time to live exceeded"
		case 1:
			return "Frag reassembly time exceeded"
		}
		return fmt.Sprintf("Time exceeded, Bad Code: %d", code)
	case 12:
		return fmt.Sprintf("Parameter problem: pointer = %d", info)
	}
	return fmt.Sprintf("Bad ICMP type: %d", kind)
}

// reason6 is ping's text for an ICMPv6 error (iputils' pr_icmph of ping6_common.c).
func reason6(kind, code uint8, info uint32) string {
	switch kind {
	case 1:
		texts := []string{
			"No route", "Administratively prohibited", "Beyond scope of source address", "Address unreachable",
			"Port unreachable",
		}
		if int(code) < len(texts) {
			return "Destination unreachable: " + texts[code]
		}
		return fmt.Sprintf("Destination unreachable: Unknown code %d", code)
	case 2:
		return fmt.Sprintf("Packet too big: mtu=%d", info)
	case 3:
		switch code {
		case 0:
			return "Time exceeded: Hop limit"
		case 1:
			return "Time exceeded: Defragmentation failure"
		}
		return fmt.Sprintf("Time exceeded: code %d", code)
	case 4:
		texts := []string{"Wrong header field ", "Unknown header ", "Unknown option "}
		text := fmt.Sprintf("code %d ", code)
		if int(code) < len(texts) {
			text = texts[code]
		}
		return fmt.Sprintf("Parameter problem: %sat %d", text, info)
	}
	return fmt.Sprintf("unknown icmp type: %d", kind)
}

// localReason is ping's text for an error of this machine. ping writes the mtu in two ways.
func localReason(number unix.Errno, info uint32, v6 bool) string {
	switch {
	case number == unix.EMSGSIZE && v6:
		return fmt.Sprintf("local error: message too long, mtu: %d", info)
	case number == unix.EMSGSIZE:
		return fmt.Sprintf("local error: message too long, mtu=%d", info)
	}
	return "local error: " + strerror(number)
}

// strerror is glibc's text for an error number; Go's own differs in the case of the first letter.
func strerror(err error) string {
	text := err.Error()
	var number unix.Errno
	if errors.As(err, &number) {
		text = number.Error()
	}
	if text != "" && text[0] >= 'a' && text[0] <= 'z' {
		text = string(text[0]-'a'+'A') + text[1:]
	}
	return text
}
