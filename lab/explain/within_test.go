package explain

import "testing"

// TestWithin holds that what is advised on a command that acted in another namespace acts there, too.
func TestWithin(t *testing.T) {
	w := tables(t)
	const nowhere, exists, lost = "Cannot find device \"foo\"\n", "RTNETLINK answers: File exists\n", "1 packets transmitted, 0 received, 100% packet loss, time 0ms\n"
	inside := held()
	inside.Here = "red"
	for _, test := range []struct {
		line, output     string
		held             Held
		english, chinese string
	}{
		{"ip -n red link set foo up", nowhere, held(), "There is no device of that name in this namespace: `ip -n red link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip -n red link` 看看有哪些。"},
		{"ip netns exec red ip link set foo up", nowhere, held(), "There is no device of that name in this namespace: `ip -n red link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip -n red link` 看看有哪些。"},
		{"ip netns add blue; ip -n red link set foo up && ip -n red link", nowhere, held(),
			"There is no device of that name in this namespace: `ip -n red link` lists those that are here.", "这个命名空间里没有叫这个名字的设备：用 `ip -n red link` 看看有哪些。"},
		{"ip link; ip -n red link set foo up", nowhere, inside, "There is no device of that name in this namespace: `ip link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip link` 看看有哪些。"},
		{"ip link set foo up; ip -n red link", nowhere, held(), "There is no device of that name in this namespace: `ip link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip link` 看看有哪些。"},
		{"docker exec web ip link set foo up", nowhere, held(), "There is no device of that name in this namespace: `docker exec web ip link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `docker exec web ip link` 看看有哪些。"},
		{"ip -n red route add 10.0.0.0/24 dev veth1", exists, held(),
			"There is a route to that network already: `ip -n red route` lists them, `ip -n red route replace` changes one.",
			"已有到那个网络的路由：用 `ip -n red route` 看看，用 `ip -n red route replace` 修改。"},
		{"ip -n red addr del 10.0.0.9/24 dev veth1", "Error: ipv4: Address not found.\n", held(),
			"The device does not have that address: `ip -n red addr` lists them, each with its `/` and number.", "这个设备没有这个地址：用 `ip -n red addr` 看看，要带上 `/` 和数字。"},
		{"ip -n red rule del table 7", "RTNETLINK answers: No such file or directory\n", held(), "There is no such rule: `ip -n red rule` lists those that are there.",
			"没有这条规则：用 `ip -n red rule` 看看有哪些。"},
		{"ip -n red neigh del 10.0.0.9 dev veth1", "RTNETLINK answers: No such file or directory\n", held(),
			"There is no such neighbour: `ip -n red neigh` lists those that are known.", "没有这个邻居：用 `ip -n red neigh` 看看有哪些。"},
		{"bridge -n red link set dev foo cost 1", nowhere, held(),
			"There is no device of that name in this namespace: `ip -n red link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip -n red link` 看看有哪些。"},
		{"ip netns exec red brctl delbr br7", "bridge br7 doesn't exist; can't delete it\n", held(), "There is no bridge of that name: `ip netns exec red brctl show` lists them.",
			"没有叫这个名字的网桥：用 `ip netns exec red brctl show` 看看。"},
		{"ip netns exec red ping 10.0.0.9", "ping: connect: Network is unreachable\n", held(), "There is no route to that address: `ip -n red route` lists them. Is the device up?",
			"没有到这个地址的路由：用 `ip -n red route` 看看。设备启用了吗？"},
		{"ip netns exec red ping 10.0.0.9", lost, Held{}, "Nothing came back. Are both ends up (`ip link`), with an address (`ip addr`) and a route (`ip route`), and does no rule drop it (`nft list ruleset`)?",
			"没有收到任何回应。两端都启用了吗（`ip link`）？有地址（`ip addr`）和路由（`ip route`）吗？有没有规则丢弃它（`nft list ruleset`）？"},
		{"ip -n nope link", "Cannot open network namespace \"nope\": No such file or directory\n", held(), "There is no namespace of that name: `ip netns` lists them.",
			"没有叫这个名字的命名空间：用 `ip netns` 看看有哪些。"},
	} {
		for lang, want := range map[string]string{"en": test.english, "zh": test.chinese} {
			if got := w.Advice(test.line, test.output, test.held, lang); got != want {
				t.Errorf("unexpected advice on %s: want %q, got %q", test.line, want, got)
			}
		}
	}
}
