package topo

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// pair is two namespaces with a veth between them; next makes one that differs as it would in another run.
func pair(run int) Topology {
	mac := func(n int) string { return fmt.Sprintf("02:00:00:00:%02x:%02x", run, n) }
	host, red, index := ID(100+run), ID(200+run), 2+run
	id := run
	return Topology{Namespaces: []Namespace{
		{
			Name: "host", ID: host,
			Links: []Link{
				{Index: 1, Name: "lo", Flags: FlagUp, MTU: 65536, OperState: "UNKNOWN", Type: "loopback", Address: "00:00:00:00:00:00"},
				{
					Index: index, Name: "veth0", Kind: "veth", Flags: FlagUp | FlagRunning | FlagLowerUp, MTU: 1500,
					OperState: "UP", Type: "ether", Address: mac(1), Parent: index + 1, LinkNetnsID: &id, LinkNetns: "red",
					Peer: &End{red, index + 1},
					Addrs: []Addr{{
						Family: "inet", Local: netip.MustParseAddr("10.0.0.1"), PrefixLen: 24, Scope: "global",
						Flags: AddrPermanent, Valid: Forever, Preferred: Forever,
					}},
				},
			},
			Routes: []Route{{
				Family: "inet", Type: "unicast", Dst: netip.MustParsePrefix("10.0.0.0/24"), Dev: index, DevName: "veth0",
				Protocol: "kernel", Scope: "link", Table: TableMain,
			}},
			Neighbours: []Neighbour{{
				Dst: netip.MustParseAddr("10.0.0.2"), Dev: index, DevName: "veth0", Address: mac(2), State: []string{"REACHABLE"},
			}},
		},
		{Name: "red", ID: red, Links: []Link{{
			Index: index + 1, Name: "eth0", Kind: "veth", Flags: FlagUp, MTU: 1500, OperState: "UP", Type: "ether",
			Address: mac(2), Parent: index, LinkNetnsID: &id, Peer: &End{host, index},
		}}},
	}}
}

func TestDiff(t *testing.T) {
	tests := map[string]struct {
		change func(*Topology)
		want   []string
	}{
		"nothing":       {func(*Topology) {}, nil},
		"ageing":        {func(t *Topology) { t.Namespaces[0].Neighbours[0].State = []string{"STALE"} }, nil},
		"namespace":     {func(t *Topology) { t.Namespaces = t.Namespaces[:1] }, []string{"removed namespace red in red"}},
		"new namespace": {func(t *Topology) { t.Namespaces = append(t.Namespaces, Namespace{Name: "x", ID: 7}) }, []string{"added namespace x in x"}},
		"exited": {
			func(t *Topology) { t.Exited = []Container{{Name: "web"}} }, []string{"added container web in no namespace"},
		},
		"name": {
			func(t *Topology) { t.Namespaces[1].Links[0].Name = "e" }, []string{"changed name e in red"},
		},
		"state": {
			func(t *Topology) { t.Namespaces[1].Links[0].OperState = "DOWN" }, []string{"changed state DOWN in red"},
		},
		"move": {
			func(t *Topology) {
				t.Namespaces[0].Links = append(t.Namespaces[0].Links, t.Namespaces[1].Links...)
				t.Namespaces[1].Links = nil
			},
			[]string{"added link eth0 in host", "removed link eth0 in red"},
		},
		"address": {
			func(t *Topology) { t.Namespaces[0].Links[1].Addrs[0].Local = netip.MustParseAddr("10.0.0.9") },
			[]string{"removed address 10.0.0.1/24 in host", "added address 10.0.0.9/24 in host"},
		},
		"route": {func(t *Topology) { t.Namespaces[0].Routes = nil }, []string{"removed route 10.0.0.0/24 dev veth0 in host"}},
		"table of a route": {
			func(t *Topology) { t.Namespaces[0].Routes[0].Table = 100 },
			[]string{"removed route 10.0.0.0/24 dev veth0 in host", "added route 10.0.0.0/24 dev veth0 table 100 in host"},
		},
		"rules": {
			func(t *Topology) {
				t.Namespaces[0].Rules = []PolicyRule{
					{Family: "inet6", Priority: 1000, Text: "from 2001:db8::2 lookup 100"},
					{Family: "inet", Priority: 32766, Text: "from all lookup main", Missing: true},
				}
			},
			[]string{
				"removed policy ip rule 32766: from all lookup main in host",
				"added policy ip -6 rule 1000: from 2001:db8::2 lookup 100 in host",
			},
		},
		"neighbour": {func(t *Topology) { t.Namespaces[0].Neighbours = nil }, []string{"removed neighbour 10.0.0.2 02:00:00:00:00:02 in host"}},
		"mtu":       {func(t *Topology) { t.Namespaces[0].Links[1].MTU = 9000 }, []string{"changed mtu 9000 in host"}},
		"master":    {func(t *Topology) { t.Namespaces[0].Links[1].Master = 1 }, []string{"changed master lo in host"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			from, to := pair(0), pair(0)
			test.change(&to)
			var got []string
			for _, c := range Diff(from, to) {
				got = append(got, c.String())
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("unexpected changes (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEqual(t *testing.T) {
	before := pair(0)
	if !Equal(before, pair(3)) {
		t.Errorf("unexpected difference of two runs (-want +got):\n%s", cmp.Diff(Shape(before), Shape(pair(3)), netips()...))
	}
	if diff := cmp.Diff(pair(0), before, netips()...); diff != "" {
		t.Errorf("unexpected change of the argument (-want +got):\n%s", diff)
	}
	for name, change := range map[string]func(*Topology){
		"name":    func(t *Topology) { t.Namespaces[1].Name = "blue" },
		"link":    func(t *Topology) { t.Namespaces[1].Links[0].Name = "eth1" },
		"state":   func(t *Topology) { t.Namespaces[1].Links[0].OperState = "DOWN" },
		"peer":    func(t *Topology) { t.Namespaces[1].Links[0].Peer = nil },
		"address": func(t *Topology) { t.Namespaces[0].Links[1].Addrs[0].PrefixLen = 16 },
		"route":   func(t *Topology) { t.Namespaces[0].Routes[0].Metric = 10 },
		"rule": func(t *Topology) {
			t.Namespaces[0].Rules = []PolicyRule{{Family: "inet", Priority: 7, Text: "from all lookup 7"}}
		},
		"no ARP": func(t *Topology) { t.Namespaces[0].Neighbours[0].State = []string{"FAILED"} },
	} {
		to := pair(3)
		change(&to)
		if Equal(before, to) {
			t.Errorf("unexpected equality where the %s differs", name)
		}
	}
}

func netips() []cmp.Option {
	return []cmp.Option{cmp.Comparer(func(a, b netip.Addr) bool { return a == b }), cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })}
}

func TestText(t *testing.T) {
	const want = `host
  link lo UNKNOWN no carrier mtu 65536
  link veth0 veth UP 02:00:00:00:00:01 mtu 1500 peer eth0 in red
    inet 10.0.0.1/24 scope global
  route 10.0.0.0/24 dev veth0
  neighbour 10.0.0.2 02:00:00:00:00:02 dev veth0 REACHABLE
red
  link eth0 veth UP no carrier 02:00:00:00:00:02 mtu 1500 peer veth0 in host
`
	top := pair(0)
	if diff := cmp.Diff(want, top.Text()); diff != "" {
		t.Errorf("unexpected text (-want +got):\n%s", diff)
	}
	top.Exited = []Container{{Name: "web", Image: "base", Mode: "bridge"}}
	if diff := cmp.Diff(want+"exited container web base network bridge\n", top.Text()); diff != "" {
		t.Errorf("unexpected text with a container that exited (-want +got):\n%s", diff)
	}
	if Equal(pair(0), top) {
		t.Error("unexpected equality: want a container that exited to make a difference")
	}
}

// example is the topology that stands in the documentation.
func example(t testing.TB) []byte {
	page, err := os.ReadFile("../../docs/topology.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(page, []byte("```json\n"))
	block, _, found := bytes.Cut(rest, []byte("```\n"))
	if !found {
		t.Fatal("unexpected page: want an example in JSON, got none")
	}
	return block
}

func TestRoundTrip(t *testing.T) {
	decoder := json.NewDecoder(bytes.NewReader(example(t)))
	decoder.DisallowUnknownFields()
	var first, second Topology
	if err := decoder.Decode(&first); err != nil {
		t.Fatalf("unexpected error of the example: %v", err)
	}
	for _, of := range []Topology{first, pair(0), {}} {
		b, err := json.Marshal(of)
		if err != nil {
			t.Fatalf("unexpected error of Marshal: %v", err)
		}
		second = Topology{}
		if err := json.Unmarshal(b, &second); err != nil {
			t.Fatalf("unexpected error of Unmarshal: %v", err)
		}
		if !reflect.DeepEqual(of, second) {
			t.Errorf("unexpected topology after a round trip (-want +got):\n%s", cmp.Diff(of, second, netips()...))
		}
	}
	b, err := json.MarshalIndent(first, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(example(t)), string(b)+"\n"); diff != "" {
		t.Errorf("unexpected example (-page +program):\n%s", diff)
	}
}

// What can be read at all is written such that it reads as the same again, and no function panics on it.
func FuzzJSON(f *testing.F) {
	f.Add(example(f))
	f.Add([]byte(`{"namespaces":[{"name":"x","links":[{"peer":{"inode":1},"bridge":{}}]}]}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var first, second Topology
		if json.Unmarshal(b, &first) != nil {
			t.Skip()
		}
		written, err := json.Marshal(first)
		if err != nil {
			t.Fatalf("unexpected error of Marshal: %v", err)
		}
		if err := json.Unmarshal(written, &second); err != nil {
			t.Fatalf("unexpected error of Unmarshal of %s: %v", written, err)
		}
		again, err := json.Marshal(second)
		if err != nil || !bytes.Equal(written, again) {
			t.Errorf("unexpected JSON after a round trip: want %s, got %s, error %v", written, again, err)
		}
		if changes := Diff(second, second); len(changes) > 0 && distinct(second) {
			t.Errorf("unexpected changes from a topology to itself: %v", changes)
		}
		_, _ = second.Text(), Shape(second)
	})
}

// distinct tells whether no two namespaces, and no two links of one, have the same identity, as in every one that
// was read.
func distinct(t Topology) bool {
	seen := map[End]bool{}
	for _, ns := range t.Namespaces {
		if seen[End{ns.ID, -1}] {
			return false
		}
		seen[End{ns.ID, -1}] = true
		for _, l := range ns.Links {
			if seen[End{ns.ID, l.Index}] {
				return false
			}
			seen[End{ns.ID, l.Index}] = true
		}
	}
	return true
}

// The page has a heading for each type, and a row for each field, and no other.
func TestDocumentation(t *testing.T) {
	page, err := os.ReadFile("../../docs/topology.md")
	if err != nil {
		t.Fatal(err)
	}
	row := regexp.MustCompile("(?m)^\\| `([A-Za-z0-9_]+)` \\|")
	for _, v := range []any{Topology{}, Namespace{}, Link{}, End{}, Bridge{}, Port{}, Details{}, Detail{}, Addr{}, Route{},
		Metric{}, NextHop{}, Neighbour{}, FDBEntry{}, PolicyRule{}, Table{}, Chain{}, Rule{}, Container{}, Published{}} {
		kind := reflect.TypeOf(v)
		_, section, found := strings.Cut(string(page), "\n## "+kind.Name()+"\n")
		if !found {
			t.Errorf("unexpected page: want a heading %s, got none", kind.Name())
			continue
		}
		section, _, _ = strings.Cut(section, "\n## ")
		var want, got []string
		for i := range kind.NumField() {
			name, _, _ := strings.Cut(kind.Field(i).Tag.Get("json"), ",")
			if name == "-" {
				continue
			}
			want = append(want, name)
		}
		for _, m := range row.FindAllStringSubmatch(section, -1) {
			got = append(got, m[1])
		}
		slices.Sort(want)
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("unexpected rows of %s (-fields +page):\n%s", kind.Name(), diff)
		}
	}
}

func BenchmarkDiff100(b *testing.B) {
	from, to := star(0), star(1)
	for b.Loop() {
		if len(Diff(from, to)) == 0 {
			b.Fatal("unexpected silence")
		}
	}
}

// star is 100 namespaces around the host, with the mtu of the host's ends moved by n.
func star(n int) Topology {
	t := Topology{Namespaces: []Namespace{{Name: "host", ID: 1}}}
	for i := range 100 {
		ns := pair(0).Namespaces[0]
		ns.Name, ns.ID = fmt.Sprintf("n%d", i), ID(i+2)
		t.Namespaces = append(t.Namespaces, ns)
		l := ns.Links[1]
		l.Index, l.MTU = i+2, 1500+n
		t.Namespaces[0].Links = append(t.Namespaces[0].Links, l)
	}
	return t
}

// TestDiffExited tells a container that ran before as changed, and one that nobody has seen as new.
func TestDiffExited(t *testing.T) {
	from := Topology{Namespaces: []Namespace{{Name: "db", ID: 7, Containers: []Container{{Name: "db"}}}}}
	to := Topology{Exited: []Container{{Name: "db"}, {Name: "web"}}}
	var got []string
	for _, c := range Diff(from, to) {
		got = append(got, c.String())
	}
	want := []string{"removed namespace db in db", "changed container db in no namespace", "added container web in no namespace"}
	if !slices.Equal(got, want) {
		t.Errorf("unexpected changes: want %q, got %q", want, got)
	}
}
