//go:build linux

package container

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/dns/dnsmessage"
)

// resolver answers for the names of a container's user networks, at 127.0.0.11 in its namespace.
type resolver struct {
	udp net.PacketConn
	tcp net.Listener
}

// resolve starts the container's resolver when it gets into its first user network.
func (e *Builtin) resolve(ctx context.Context, c *record) error {
	if c.resolver != nil || !slices.ContainsFunc(c.endpoints, func(p *endpoint) bool { return p.bridge.user() }) {
		return nil
	}
	r := &resolver{}
	err := c.sandbox.ns.Do(func() (err error) {
		if r.udp, err = net.ListenPacket("udp4", "127.0.0.11:0"); err != nil {
			return err
		}
		r.tcp, err = net.Listen("tcp4", "127.0.0.11:0")
		return err
	})
	if err != nil {
		return failed("start the resolver of %s: %v", c.name, err)
	}
	c.resolver = r
	e.running.Go(func() { e.answerPackets(c, r.udp) })
	e.running.Go(func() { e.answerConnections(c, r.tcp) })
	return e.nft(c.sandbox.ns, r.rules())
}

// rules lead port 53 to the resolver's own, as Docker's do.
func (r *resolver) rules() string {
	udp, tcp := r.udp.LocalAddr().(*net.UDPAddr).Port, r.tcp.Addr().(*net.TCPAddr).Port
	return fmt.Sprintf(`add table ip nat
add chain ip nat DOCKER_OUTPUT
add chain ip nat OUTPUT { type nat hook output priority -100; policy accept; }
add chain ip nat DOCKER_POSTROUTING
add chain ip nat POSTROUTING { type nat hook postrouting priority srcnat; policy accept; }
add rule ip nat DOCKER_OUTPUT ip daddr 127.0.0.11 tcp dport 53 counter dnat to 127.0.0.11:%[1]d
add rule ip nat DOCKER_OUTPUT ip daddr 127.0.0.11 udp dport 53 counter dnat to 127.0.0.11:%[2]d
add rule ip nat OUTPUT ip daddr 127.0.0.11 counter jump DOCKER_OUTPUT
add rule ip nat DOCKER_POSTROUTING ip saddr 127.0.0.11 tcp sport %[1]d counter snat to :53
add rule ip nat DOCKER_POSTROUTING ip saddr 127.0.0.11 udp sport %[2]d counter snat to :53
add rule ip nat POSTROUTING ip daddr 127.0.0.11 counter jump DOCKER_POSTROUTING
`, tcp, udp)
}

func (r *resolver) close() {
	if r != nil {
		r.udp.Close()
		r.tcp.Close()
	}
}

func (e *Builtin) answerPackets(c *record, socket net.PacketConn) {
	buffer := make([]byte, 4096)
	for {
		n, from, err := socket.ReadFrom(buffer)
		if err != nil {
			return
		}
		if answer := e.answer(c, buffer[:n]); answer != nil {
			_, _ = socket.WriteTo(answer, from)
		}
	}
}

func (e *Builtin) answerConnections(c *record, listener net.Listener) {
	var open sync.WaitGroup
	defer open.Wait()
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		open.Go(func() {
			defer conn.Close()
			defer context.AfterFunc(e.ctx, func() { conn.Close() })()
			var length uint16
			for binary.Read(conn, binary.BigEndian, &length) == nil {
				question := make([]byte, length)
				if _, err := io.ReadFull(conn, question); err != nil {
					return
				}
				answer := e.answer(c, question)
				_, _ = conn.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(answer))), answer...))
			}
		})
	}
}

// answer answers one question; nil where it is none. There is no server beyond: what is not known here does not exist.
func (e *Builtin) answer(c *record, question []byte) []byte {
	var p dnsmessage.Parser
	header, err := p.Start(question)
	if err != nil || header.Response {
		return nil
	}
	q, err := p.Question()
	if err != nil {
		return nil
	}
	e.mu.Lock()
	addresses, known := e.lookUp(c, strings.TrimSuffix(q.Name.String(), "."))
	names := e.lookUpAddress(c, q.Name.String())
	e.mu.Unlock()
	reply := dnsmessage.Header{ID: header.ID, Response: true, RecursionDesired: header.RecursionDesired, RecursionAvailable: true}
	if !known && len(names) == 0 {
		reply.RCode = dnsmessage.RCodeNameError
	}
	b := dnsmessage.NewBuilder(nil, reply)
	b.EnableCompression()
	_ = b.StartQuestions()
	_ = b.Question(q)
	_ = b.StartAnswers()
	about := dnsmessage.ResourceHeader{Name: q.Name, Class: dnsmessage.ClassINET, TTL: 600}
	for _, a := range addresses {
		if q.Type == dnsmessage.TypeA {
			_ = b.AResource(about, dnsmessage.AResource{A: a.As4()})
		}
	}
	for _, name := range names {
		if to, err := dnsmessage.NewName(name + "."); err == nil && q.Type == dnsmessage.TypePTR {
			_ = b.PTRResource(about, dnsmessage.PTRResource{PTR: to})
		}
	}
	answer, err := b.Finish()
	if err != nil {
		return nil
	}
	return answer
}

// lookUp gives the addresses of the containers that go by a name in one of c's user networks. The lock is held.
func (e *Builtin) lookUp(c *record, name string) (addresses []netip.Addr, known bool) {
	for _, mine := range c.endpoints {
		if !mine.bridge.user() {
			continue
		}
		bare := strings.TrimSuffix(name, "."+mine.bridge.name)
		for _, other := range e.containers {
			for _, p := range other.endpoints {
				if p.bridge == mine.bridge && (strings.EqualFold(other.name, bare) || slices.Contains(p.aliases, bare)) {
					addresses, known = append(addresses, p.address.Addr()), true
				}
			}
		}
	}
	return addresses, known
}

// lookUpAddress gives the names of the container at an address, asked as 2.0.18.172.in-addr.arpa. The lock is held.
func (e *Builtin) lookUpAddress(c *record, name string) (names []string) {
	digits, ok := strings.CutSuffix(name, ".in-addr.arpa.")
	if !ok {
		return nil
	}
	parts := strings.Split(digits, ".")
	slices.Reverse(parts)
	a, err := netip.ParseAddr(strings.Join(parts, "."))
	if err != nil {
		return nil
	}
	for _, mine := range c.endpoints {
		for _, other := range e.containers {
			for _, p := range other.endpoints {
				if mine.bridge.user() && p.bridge == mine.bridge && p.address.Addr() == a {
					names = append(names, other.name+"."+p.bridge.name)
				}
			}
		}
	}
	return names
}
