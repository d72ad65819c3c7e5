package ipcmd

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"vethlab/lab/topo"
)

// settlePolicy deletes and adds routes, and rules of the routing policy around them. The kernel takes a route by a gateway only where it
// finds the way to that, and asks the rules: so those that go do so before, and the usual ones come back before and go afterwards. New
// ones come afterwards too, as they may lead away from there, unless it takes them to get there.
func (t *transcriber) settlePolicy(s *space) {
	gone, added := policyChanges(s)
	t.sayPolicy(s, "del", gone)
	t.sayPolicy(s, "add", missingAlone(s.policy(), s.to.Rules))
	if leadsByRules(s.to.Routes) {
		t.sayPolicy(s, "add", added)
		added = nil
	}
	t.settleRoutes(s)
	t.sayPolicy(s, "add", added)
	t.sayPolicy(s, "del", missingAlone(s.to.Rules, s.policy()))
}

func (t *transcriber) sayPolicy(s *space, verb string, rules []topo.PolicyRule) {
	for _, r := range rules {
		t.say(s, policyWords(verb, r)...)
	}
}

// policy are the unusual rules that the namespace had.
func (s *space) policy() []topo.PolicyRule {
	if s.old == nil {
		return nil
	}
	return s.old.Rules
}

// missingAlone are the usual rules that are missing in one place, but not in another.
func missingAlone(here, there []topo.PolicyRule) []topo.PolicyRule {
	return slices.DeleteFunc(slices.Clone(here), func(r topo.PolicyRule) bool { return !r.Missing || slices.Contains(there, r) })
}

// policyChanges are the rules that go and those that come, but for the usual ones. A new one stands behind the others of its priority, and
// of these the kernel deletes the first that has all that the command says, and may have more: so where some of a priority go, all are
// made anew. What the kernel makes with a device is not added.
func policyChanges(s *space) (gone, added []topo.PolicyRule) {
	had, gets := placed(s.policy()), placed(s.to.Rules)
	for _, r := range s.policy() {
		if at := placeOf(r); !r.Missing && !isExtended(had[at], gets[at]) {
			gone = append(gone, r)
		}
	}
	seen := map[policyPlace]int{}
	for _, r := range s.to.Rules {
		at := placeOf(r)
		if r.Missing {
			continue
		}
		seen[at]++
		stays := isExtended(had[at], gets[at]) && seen[at] <= len(had[at])
		if !stays && !strings.HasSuffix(r.Text, " proto kernel") {
			added = append(added, r)
		}
	}
	return gone, added
}

// policyPlace is where rules stand behind each other.
type policyPlace struct {
	family   string
	priority uint32
}

func placeOf(r topo.PolicyRule) policyPlace { return policyPlace{r.Family, r.Priority} }

func placed(rules []topo.PolicyRule) map[policyPlace][]topo.PolicyRule {
	places := map[policyPlace][]topo.PolicyRule{}
	for _, r := range rules {
		if !r.Missing {
			places[placeOf(r)] = append(places[placeOf(r)], r)
		}
	}
	return places
}

// isExtended tells whether rules are those that were, and others behind them.
func isExtended(were, are []topo.PolicyRule) bool {
	return len(were) <= len(are) && slices.Equal(were, are[:len(were)])
}

// leadsByRules tells whether one of the routes has a gateway to which no other leads, neither of the main table nor of its own.
func leadsByRules(routes []topo.Route) bool {
	leads := func(table int, gateway netip.Addr) bool {
		return slices.ContainsFunc(routes, func(o topo.Route) bool {
			direct := !o.Gateway.IsValid() && len(o.NextHops) == 0 && isUnicast(o)
			return direct && o.Dst.Contains(gateway) && (o.Table == 0 || o.Table == topo.TableMain || o.Table == table)
		})
	}
	return slices.ContainsFunc(routes, func(r topo.Route) bool {
		ways := append([]topo.NextHop{{Gateway: r.Gateway, Flags: r.Flags}}, r.NextHops...)
		return slices.ContainsFunc(ways, func(h topo.NextHop) bool {
			return h.Gateway.IsValid() && !slices.Contains(h.Flags, "onlink") && !leads(r.Table, h.Gateway)
		})
	})
}

func policyWords(verb string, r topo.PolicyRule) []string {
	words := []string{"ip", "rule", verb}
	if r.Family == "inet6" {
		words = []string{"ip", "-6", "rule", verb}
	}
	return append(append(words, strings.Fields(r.Text)...), "priority", strconv.FormatUint(uint64(r.Priority), 10))
}
