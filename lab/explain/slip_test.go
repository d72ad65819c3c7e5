package explain

import (
	"fmt"
	"testing"
)

// TestSlips holds how commands were meant that are often written wrongly, by what the lab holds.
func TestSlips(t *testing.T) {
	w := tables(t)
	garbage := func(first, word string) string {
		return "Error: either \"" + first + "\" is duplicate, or \"" + word + "\" is a garbage.\n"
	}
	noNamespace := func(name string) string {
		return "Cannot open network namespace \"" + name + "\": No such file or directory\n"
	}
	const invalid = "Error: argument \"%s\" is wrong: Invalid \"netns\" value\n"
	for _, test := range []struct{ line, output, want string }{
		{"exec red ip addr", "bash: exec: red: not found\n", "ip netns exec red ip addr"},
		{"exec pink ip addr", "bash: exec: pink: not found\n", ""},
		{"netns exec red ip addr", "bash: netns: command not found\n", "ip netns exec red ip addr"},
		{"true; ip exec red ip addr | cat", "Object \"exec\" is unknown, try \"ip help\".\n", "true; ip netns exec red ip addr | cat"},
		{"ip netns red exec ip link", "Command \"red\" is unknown, try \"ip netns help\".\n", "ip netns exec red ip link"},
		{"ip netns exec red addr add 10.0.0.1/24 dev veth1", "exec of \"addr\" failed: No such file or directory\n", "ip netns exec red ip addr add 10.0.0.1/24 dev veth1"},
		{"ip netns exec red frob", "exec of \"frob\" failed: No such file or directory\n", ""},
		{"ip netns exec ip link", noNamespace("ip"), "ip netns exec red ip link"},
		{"ip netns exec rde ip link", noNamespace("rde"), "ip netns exec red ip link"},
		{"ip -n erd link", noNamespace("erd"), "ip -n red link"},
		{"ip netns exec pink ip link", noNamespace("pink"), ""},
		{"ip link set red netns veth0", fmt.Sprintf(invalid, "veth0"), "ip link set veth0 netns red"},
		{"sudo ip link set veth0 netns rde", fmt.Sprintf(invalid, "rde"), "sudo ip link set veth0 netns red"},
		{"ip link set veth0 netns pink", fmt.Sprintf(invalid, "pink"), ""},
		{"ip link set vteh0 up", "Cannot find device \"vteh0\"\n", "ip link set veth0 up"},
		{"ip netns exec red ip link set vteh1 up", "Cannot find device \"vteh1\"\n", "ip netns exec red ip link set veth1 up"},
		{"ip link show prot", "Device \"prot\" does not exist.\n", "ip link show port"},
		{"ip link set veth0 master bro", "Error: argument \"bro\" is wrong: Device does not exist\n", "ip link set veth0 master br0"},
		{"ip link set veth7 up", "Cannot find device \"veth7\"\n", ""},
		{"ip link add v0 peer v1", garbage("dev", "peer"), "ip link add v0 type veth peer name v1"},
		{"ip link add v0 peer name v1", garbage("dev", "peer"), "ip link add v0 type veth peer name v1"},
		{"ip link set veth0 10.0.0.1/24", garbage("dev", "10.0.0.1/24"), "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip link set dev veth0 address 10.0.0.1/24", "\"10.0.0.1/24\" is invalid lladdr.\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip addr 10.0.0.1/24 add dev veth0", "Command \"10.0.0.1/24\" is unknown, try \"ip address help\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip addr set 10.0.0.1/24 dev veth0", "Command \"set\" is unknown, try \"ip address help\".\n", "ip addr add 10.0.0.1/24 dev veth0"},
		{"ip link up veth0", "Command \"up\" is unknown, try \"ip link help\".\n", "ip link set veth0 up"},
		{"ip set veth0 up", "Object \"set\" is unknown, try \"ip help\".\n", "ip link set veth0 up"},
		{"docker exec wbe ip addr", "Error: No such container: wbe\n", "docker exec web ip addr"},
		{"docker exec echo hello", "Error: No such container: echo\n", "docker exec web echo hello"},
		{"docker exec pink ip addr", "Error: No such container: pink\n", ""},
		{"docker run web2 base httpd", "docker: exec: \"base\": executable file not found in $PATH: unknown.\n", "docker run --name web2 base httpd"},
		{"docker run base frob", "docker: exec: \"frob\": executable file not found in $PATH: unknown.\n", ""},
		{"ping -c 1 red", "ping: red: Temporary failure in name resolution\n", "ping -c 1 192.168.5.2"},
		{"ping web", "ping: web: Name or service not known\n", "ping 172.17.0.2"},
		{"ping pink", "ping: pink: Temporary failure in name resolution\n", ""},
	} {
		if got := w.slipped(test.line, test.output, held()); got != test.want {
			t.Errorf("unexpected meaning of %s: want %q, got %q", test.line, test.want, got)
		}
	}
	const line, output = "ip exec red ip addr", "Object \"exec\" is unknown, try \"ip help\".\n"
	for lang, want := range map[string]string{"en": "Was `ip netns exec red ip addr` meant?", "zh": "是不是想写 `ip netns exec red ip addr`？"} {
		if got := w.Advice(line, output, held(), lang); got != want {
			t.Errorf("unexpected advice: want %q, got %q", want, got)
		}
	}
}

// TestUnheeded holds what is said of words that were passed over, or handed on, without an error.
func TestUnheeded(t *testing.T) {
	w := tables(t)
	for _, test := range []struct{ line, en, zh string }{
		{"ip netns add red", "", ""},
		{"ip netns add red blue", "ip made red and passed over blue: `ip netns add blue` makes that.", "ip 只创建了 red，没有理会 blue：用 `ip netns add blue` 创建它。"},
		{"docker run -d -it --name web base httpd", "", ""},
		{"docker run -d -p 80:80 --net=none base httpd -p 80", "", ""},
		{"docker run -d base httpd --name web", "What stands behind the image is the command's own: write `--name` before the image.",
			"镜像后面的词都属于容器里的命令：把 `--name` 写到镜像前面。"},
		{"docker run base ip addr --net=host", "What stands behind the image is the command's own: write `--net` before the image.",
			"镜像后面的词都属于容器里的命令：把 `--net` 写到镜像前面。"},
	} {
		if en, zh := w.Hint(test.line, "en"), w.Hint(test.line, "zh"); en != test.en || zh != test.zh {
			t.Errorf("unexpected hint on %s: %q, %q", test.line, en, zh)
		}
	}
}
