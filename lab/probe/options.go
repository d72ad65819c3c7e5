//go:build linux

package probe

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode"

	"vethlab/lab/inet"
)

// foreignError is a command line for the machine's own ping.
type foreignError struct{}

func (foreignError) Error() string { return "an option that is not ours" }

// usageError is a wrong command line: what ping prints, and its status.
type usageError struct {
	text   string
	status int
}

func (e *usageError) Error() string { return e.text }

// pingOptions are ping's command line.
type pingOptions struct {
	program  string // argv[0]
	target   string // as it was written
	numeric  bool   // addresses are not given names
	echo     Echo
	interval time.Duration
	deadline time.Duration // -w; 0 is none
	warning  string        // to be printed first
	from     bool          // -I was given, whatever is left of it
	nowhere  bool          // the device of -I is the empty word
	paced    bool          // -i was given

	family                          int // 4, 6, or 0 for either
	quiet, flood, broadcast, stamps bool
}

// defaultSize is ping's -s.
const defaultSize = 56

func parsePing(argv []string) (pingOptions, error) {
	o := pingOptions{program: argv[0], echo: Echo{Size: defaultSize}, interval: time.Second}
	switch argv[0] {
	case "ping4":
		o.family = 4
	case "ping6":
		o.family = 6
	}
	var targets []string
	for rest := argv[1:]; len(rest) > 0; {
		word := rest[0]
		rest = rest[1:]
		if word == "--" {
			targets = append(targets, rest...)
			break
		}
		if len(word) < 2 || word[0] != '-' {
			targets = append(targets, word)
			continue
		}
		for letters := word[1:]; letters != ""; {
			letter := letters[0]
			letters = letters[1:]
			value := ""
			if strings.IndexByte("ciIsStwW", letter) >= 0 {
				if value, letters = letters, ""; value == "" {
					if len(rest) == 0 {
						return o, o.usage(fmt.Sprintf("option requires an argument -- '%c'", letter))
					}
					value, rest = rest[0], rest[1:]
				}
			}
			if err := o.set(letter, value); err != nil {
				return o, err
			}
		}
	}
	if o.flood && !o.paced {
		o.interval = 0
	}
	switch len(targets) {
	case 0:
		return o, o.fail(1, "usage error: Destination address required")
	case 1:
		return o, o.resolve(targets[0])
	}
	return o, foreignError{} // a route to record, through all of them
}

func (o *pingOptions) fail(status int, format string, v ...any) error {
	return &usageError{o.program + ": " + fmt.Sprintf(format, v...) + "\n", status}
}

func (o *pingOptions) usage(message string) error {
	return &usageError{o.program + ": " + message + "\n" + pingUsage, statusFailed}
}

func (o *pingOptions) set(letter byte, value string) (err error) {
	switch letter {
	case 'c':
		o.echo.Count, err = o.number(value, 1, math.MaxInt64)
	case 's':
		o.echo.Size, err = o.number(value, 0, math.MaxInt32)
	case 't':
		if o.echo.TTL, err = o.number(value, 0, 255); err == nil && o.echo.TTL == 0 {
			return o.fail(statusFailed, "cannot set unicast time-to-live: Invalid argument")
		}
	case 'w':
		var seconds int
		seconds, err = o.number(value, 0, math.MaxInt32)
		o.deadline = time.Duration(seconds) * time.Second
	case 'i':
		o.paced = true
		if o.interval, err = o.seconds(value, "bad timing interval", math.MinInt32); err == nil && o.interval < 0 {
			return foreignError{} // a flood that waits for nobody
		}
	case 'W':
		o.echo.Wait, err = o.seconds(value, "bad linger time", 0)
	case 'I':
		return o.setFrom(value)
	case '4', '6':
		family := int(letter - '0')
		if o.family != 0 && o.family != family {
			return o.fail(statusFailed, "only one -4 or -6 option may be specified")
		}
		o.family = family
	case 'q':
		o.quiet = true
	case 'n':
		o.numeric = true
	case 'b':
		o.broadcast = true
	case 'D':
		o.stamps = true
	case 'f':
		o.flood = true
	case 'h':
		return &usageError{pingUsage, statusFailed}
	default:
		if strings.IndexByte("aABCdeFHlLmMNOpQrRSTUvV", letter) >= 0 {
			return foreignError{}
		}
		return o.usage(fmt.Sprintf("invalid option -- '%c'", letter))
	}
	return err
}

// number reads a whole number as iputils' strtol_or_err does.
func (o *pingOptions) number(word string, least, most int64) (int, error) {
	n, err := strconv.ParseInt(strings.TrimLeft(word, " \t"), 10, 64)
	switch {
	case errors.Is(err, strconv.ErrRange):
		return 0, o.fail(1, "invalid argument: '%s': Numerical result out of range", word)
	case err != nil:
		return 0, o.fail(1, "invalid argument: '%s'", word)
	}
	if n < least || n > most {
		return 0, o.fail(1, "invalid argument: '%s': out of range: %d <= value <= %d", word, least, most)
	}
	return int(n), nil
}

// setFrom reads -I: what has a colon is an IPv6 address, and may have a device behind it; else it is an IPv4 address or a device.
func (o *pingOptions) setFrom(value string) error {
	o.from = true
	word, device, zoned := strings.Cut(value, "%")
	address, err := netip.ParseAddr(word)
	switch {
	case strings.Contains(value, ":"):
		if err != nil {
			return o.fail(statusFailed, "invalid source address: %s", value)
		}
		o.echo.Source = address
		if zoned {
			o.echo.Device, o.nowhere = device, device == ""
		}
		if zoned && address.IsLinkLocalUnicast() {
			o.echo.Source = address.WithZone(device)
		}
	case err == nil && !zoned:
		o.echo.Source = address
	default:
		o.echo.Device, o.nowhere = value, value == ""
	}
	return nil
}

// seconds reads the number with which a word begins, to the millisecond; what follows it is only warned of (ping_strtod).
func (o *pingOptions) seconds(word, complaint string, least float64) (time.Duration, error) {
	n, rest, overflow := leadingNumber(word)
	if word != "" && (rest != "" || overflow) {
		o.garbage(rest)
	}
	switch {
	case overflow, math.IsNaN(n), math.IsInf(n, 0):
		return 0, o.fail(statusFailed, "%s: %s: Numerical result out of range", complaint, word)
	case word == "", n < least, n > math.MaxInt32/1000.0:
		return 0, o.fail(statusFailed, "%s: %s", complaint, word)
	}
	return time.Duration(n*1000) * time.Millisecond, nil
}

// leadingNumber reads the number with which a word begins as strtod(3) does; rest is what is behind it, the whole word where there is
// none. overflow tells of one that no normal double has.
func leadingNumber(word string) (n float64, rest string, overflow bool) {
	text := strings.TrimLeft(word, " \t\n\v\f\r")
	for end := len(text); end > 0; end-- {
		digits := text[:end]
		if strings.Contains(digits, "_") {
			continue
		}
		unsigned := strings.ToLower(strings.TrimLeft(digits, "+-"))
		if strings.HasPrefix(unsigned, "0x") && !strings.Contains(unsigned, "p") {
			digits += "p0" // which Go's needs
		}
		n, err := strconv.ParseFloat(digits, 64)
		if err == nil || errors.Is(err, strconv.ErrRange) {
			const least = 0x1p-1022 // of those that are not subnormal
			return n, text[end:], err != nil || n != 0 && math.Abs(n) < least
		}
	}
	return 0, word, false
}

func (o *pingOptions) garbage(rest string) {
	o.warning += fmt.Sprintf("%s: option argument contains garbage: %s\n%[1]s: this will become fatal error in the future\n",
		o.program, rest)
}

// resolve finds the target's address: written in numbers, or as a name of /etc/hosts. A lab has no name server.
func (o *pingOptions) resolve(target string) error {
	o.target = target
	to, err := netip.ParseAddr(target)
	if err == nil {
		o.numeric = true
	} else if to, err = inet.Parse4(target); err == nil {
		o.numeric = true
	} else if to, err = o.hosts(target); err != nil {
		return o.fail(statusFailed, "%s: %v", target, err)
	}
	if o.family == 4 && !to.Is4() || o.family == 6 && to.Is4() {
		return o.fail(statusFailed, "%s: Address family for hostname not supported", target)
	}
	o.echo.To = to
	if o.echo.Source.IsValid() && o.echo.Source.Is4() != to.Is4() || o.echo.Source.Is4In6() {
		// Each family has a source of its own.
		o.echo.Source = netip.Addr{}
	}
	return nil
}

// isHostName tells whether glibc asks anybody for a name: it does not for one that has other bytes than those of a host's (res_hnok).
func isHostName(name string) bool {
	return name != "" && name[0] != '-' && !strings.ContainsFunc(name, func(r rune) bool {
		return r < 0x80 && r != '-' && r != '_' && r != '.' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// hosts looks a name up in /etc/hosts (hosts(5)).
func (o *pingOptions) hosts(name string) (netip.Addr, error) {
	if !isHostName(name) {
		return netip.Addr{}, errors.New("Name or service not known")
	}
	// Without the file no name is known.
	text, _ := os.ReadFile("/etc/hosts")
	found := errors.New("Temporary failure in name resolution")
	for line := range strings.Lines(string(text)) {
		line, _, _ = strings.Cut(line, "#")
		words := strings.Fields(line)
		for i, word := range words {
			a, err := netip.ParseAddr(words[0])
			if i == 0 || !strings.EqualFold(word, name) || err != nil {
				continue
			}
			if o.family == 0 || (o.family == 4) == a.Is4() {
				return a, nil
			}
			found = errors.New("Address family for hostname not supported")
		}
	}
	return o.ask(name, found)
}

// dnsWait is how long a name server of the network may take.
const dnsWait = 5 * time.Second

// ask asks the name server that is on this machine, as Docker's is at 127.0.0.11 in a container; no other, for a lab's traffic stays
// in it. Where there is none, the answer is the error unknown.
func (o *pingOptions) ask(name string, unknown error) (netip.Addr, error) {
	conf, err := os.ReadFile("/etc/resolv.conf")
	if err != nil || !strings.Contains(string(conf), "nameserver 127.0.0.11\n") {
		return netip.Addr{}, unknown
	}
	ctx, cancel := context.WithTimeout(context.Background(), dnsWait)
	defer cancel()
	list, err := (&net.Resolver{PreferGo: true}).LookupNetIP(ctx, "ip4", name)
	var missing *net.DNSError
	switch {
	case errors.As(err, &missing) && missing.IsNotFound:
		return netip.Addr{}, errors.New("Name or service not known")
	case err != nil:
		return netip.Addr{}, unknown
	}
	return list[0].Unmap(), nil
}

// named is an address as ping prints it: with its name before it where the target was a name.
func (o pingOptions) named(a netip.Addr) string {
	if o.numeric || a != o.echo.To {
		return a.String()
	}
	return fmt.Sprintf("%s (%s)", o.target, a)
}
