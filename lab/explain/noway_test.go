package explain

import (
	"testing"

	"vethlab/lab/topo"
)

// TestNoWay holds what is told where a namespace has no route to an address at all.
func TestNoWay(t *testing.T) {
	w := tables(t)
	const far, zhFar = "There is no route to that address: `ip -n a route` lists them. Is the device up?", "没有到这个地址的路由：用 `ip -n a route` 看看。设备启用了吗？"
	nothing := func(a, _, _ *topo.Namespace) { a.Routes = nil }
	for name, test := range map[string]struct {
		target string
		held   Held
		en, zh string
	}{
		"off": {"10.0.1.9", routedLab(nothing, func(a, _, _ *topo.Namespace) { a.Links[1].Flags = 0 }),
			"va has an address in the network of 10.0.1.9, but is off: `ip -n a link set va up`.", "va 有 10.0.1.9 所在网络的地址，但没有启用：`ip -n a link set va up`。"},
		"no address": {"10.0.9.9", routedLab(nothing, func(a, _, _ *topo.Namespace) { a.Links[1].Addrs = nil }),
			"va has no address: `ip -n a addr add ADDRESS/24 dev va` gives it one, with an address of the network of 10.0.9.9.",
			"va 没有地址：用 `ip -n a addr add ADDRESS/24 dev va` 给它一个 10.0.9.9 所在网络的地址。"},
		"no device": {"10.0.9.9", routedLab(nothing, func(a, _, _ *topo.Namespace) { a.Links = a.Links[:1] }),
			"There is no device but lo in a: nothing leads out.", "a 里除了 lo 没有别的设备，什么也出不去。"},
		"a route": {"10.0.2.1", routedLab(nothing),
			"Nothing leads from a to 10.0.2.1: `ip -n a route add 10.0.2.0/24 via 10.0.1.254` leads there, by r.", "a 没有通往 10.0.2.1 的路：用 `ip -n a route add 10.0.2.0/24 via 10.0.1.254` 经过 r 过去。"},
		"another namespace": {"10.0.2.1", routedLab(nothing, func(a, _, _ *topo.Namespace) { a.Links[1].Addrs = nil }),
			"Nothing leads from a to 10.0.2.1; r has an address in its network: `ip netns exec r ping …`.", "a 没有通往 10.0.2.1 的路；r 有那个网络的地址：`ip netns exec r ping …`。"},
		"another network": {"10.0.9.9", routedLab(nothing), far, zhFar},
	} {
		for lang, want := range map[string]string{"en": test.en, "zh": test.zh} {
			if got := w.Advice("ip netns exec a ping "+test.target, "ping: connect: Network is unreachable\n", test.held, lang); got != want {
				t.Errorf("%s: unexpected advice: want %q, got %q", name, want, got)
			}
		}
	}
	alone := routedLab(nothing, func(a, _, _ *topo.Namespace) { a.Links = a.Links[:1] })
	alone.Here = "a"
	for lang, want := range map[string]string{"en": "There is no device but lo here: nothing leads out.", "zh": "这里除了 lo 没有别的设备，什么也出不去。"} {
		if got := w.Advice("ping 10.0.9.9", "ping: connect: Network is unreachable\n", alone, lang); got != want {
			t.Errorf("unexpected advice: want %q, got %q", want, got)
		}
	}
}
