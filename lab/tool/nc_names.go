package tool

import (
	"bufio"
	"context"
	"errors"
	"math"
	"net"
	"net/netip"
	"os"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/inet"
)

// The words of getaddrinfo(3).
var (
	errNoName    = errors.New("Name or service not known")
	errNoAnswer  = errors.New("Temporary failure in name resolution")
	errNoFamily  = errors.New("Address family for hostname not supported")
	errNoService = errors.New("Servname not supported for ai_socktype")
)

// addresses are those of a host, all or those of one family, as getaddrinfo(3) finds them, with its words for why there are none.
func (n netcat) addresses(ctx context.Context, host string, family int) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		_, known := inet.ZoneIndex(a)
		switch {
		case family != 0 && (family == 4) != a.Is4():
			return nil, errNoFamily
		case !known:
			return nil, errNoName
		}
		return []netip.Addr{a}, nil
	}
	if a, err := inet.Parse4(host); err == nil {
		if family == 6 {
			return nil, errNoFamily
		}
		return []netip.Addr{a}, nil
	}
	if n.numeric || host == "" {
		return nil, errNoName
	}
	if strings.Trim(host, "0123456789.") == "" {
		// Go asks nobody for such a name, glibc does.
		return nil, errNoAnswer
	}
	network := "ip"
	if family != 0 {
		network += strconv.Itoa(family)
	}
	list, err := net.DefaultResolver.LookupNetIP(ctx, network, host)
	var unknown *net.DNSError
	switch {
	case errors.As(err, &unknown) && unknown.IsNotFound:
		return nil, errNoName
	case err != nil:
		return nil, errNoAnswer
	}
	for i, a := range list {
		list[i] = a.Unmap()
	}
	return list, nil
}

// portOf is the port of getaddrinfo(3): a number, of which it takes the lower 16 bits, or the name of a service.
func portOf(word, network string) (uint16, error) {
	if word == "" {
		return 0, nil
	}
	if number, err := strconv.ParseInt(strings.TrimLeft(word, " \t"), 10, 64); err == nil {
		return uint16(number), nil
	}
	name, ok := serviceNumber(word, network)
	if !ok {
		return 0, errNoService
	}
	number, err := strconv.ParseUint(name, 10, 16)
	return uint16(number), err
}

// portRanges are the ports to connect to: numbers, names of services, or two ports with a dash between them (build_ports of
// netcat-openbsd).
func portRanges(words []string, network string) (list []string, err error) {
	for _, word := range words {
		if number, ok := serviceNumber(word, network); ok {
			list = append(list, number)
			continue
		}
		first, last, many := strings.Cut(word, "-")
		if many = many && first != "" && first[0] >= '0' && first[0] <= '9'; !many {
			first, last = word, word
		}
		from, err := portNumber(first)
		if err != nil {
			return nil, err
		}
		to, err := portNumber(last)
		if err != nil {
			return nil, err
		}
		for port := min(from, to); port <= max(from, to); port++ {
			list = append(list, strconv.FormatInt(port, 10))
		}
	}
	return list, nil
}

func portNumber(word string) (int64, error) {
	number, wrong := within(word, 1, math.MaxUint16)
	if wrong != "" {
		return 0, errors.New("port number " + wrong + ": " + word)
	}
	return number, nil
}

// within reads a number between two others as strtonum(3) of OpenBSD does, with its words for what is wrong.
func within(word string, least, most int64) (number int64, wrong string) {
	number, err := strconv.ParseInt(strings.TrimLeft(word, " \t"), 10, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange):
		return 0, "invalid"
	case number < least:
		return 0, "too small"
	case number > most:
		return 0, "too large"
	}
	return number, ""
}

// shown is how an address is told of, with its port: by its name in /etc/hosts, unless -n wants none.
func (n netcat) shown(at net.Addr) string {
	// The number of an address tells an IPv4 one in an IPv6 one from that alone, where its text does not.
	place := at.(interface{ AddrPort() netip.AddrPort }).AddrPort()
	host := place.Addr().String()
	if !n.numeric {
		eachLine("/etc/hosts", func(words []string) bool {
			if words[0] == host {
				host = words[1]
				return false
			}
			return true
		})
	}
	return host + " " + strconv.Itoa(int(place.Port()))
}

// service is the port's name in /etc/services, or an asterisk.
func (n netcat) service(port string) string {
	name := "*"
	if !n.numeric {
		services(func(known []string) bool {
			if known[1] == port+"/"+n.network() {
				name = known[0]
			}
			return name == "*"
		})
	}
	return name
}

func serviceNumber(name, network string) (number string, ok bool) {
	services(func(known []string) bool {
		if port, of, _ := strings.Cut(known[1], "/"); of == network && slices.Contains(append(known[2:], known[0]), name) {
			number, ok = port, true
		}
		return !ok
	})
	return number, ok
}

// services shows the lines of services(5): a name, port/protocol, and other names, until more says that it has seen enough.
func services(more func(words []string) bool) { eachLine("/etc/services", more) }

// eachLine shows the lines of a table of two words or more, without comments, until more says that it has seen enough.
func eachLine(path string, more func(words []string) bool) {
	file, err := os.Open(path)
	if err != nil {
		return
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		text, _, _ := strings.Cut(lines.Text(), "#")
		if words := strings.Fields(text); len(words) > 1 && !more(words) {
			return
		}
	}
}
