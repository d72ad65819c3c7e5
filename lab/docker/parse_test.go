package docker

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aymanbagabas/go-udiff"
	"mvdan.cc/sh/v3/shell"
)

// wellFormed are commands that Parse takes.
func wellFormed() []string {
	return []string{
		"", "--help", "-v", "help run", "run --help", "network", "container", "network create --help",
		"run -dit --rm --name web --net=none -h host img", "run -p8080:80 -p 53:53/udp -e A=1 -eB=2 -- img -x --y",
		"run --entrypoint= img", "run --entrypoint '' img ''", "run --rm=false -it img sh -c 'echo \"a b\" $c'",
		"run --network name=n,alias=x,ip=10.0.0.1 --ip 10.0.0.2 --mac-address 02:42:0a:00:00:01 img",
		"run --cap-add NET_ADMIN --cap-add=SYS_ADMIN --privileged --init --dns 10.0.0.1 --add-host a:10.0.0.1 --sysctl net.a=1 img",
		"create -l a=b --expose 80 -P --stop-timeout 3 --restart=on-failure:3 img cmd", "start -ai web", "stop -t 0 a b", "stop a",
		"kill -s INT a", "restart -t1 a", "rm -fv a -l", "rm -- -x", "logs -f --tail 3 a", "logs -n 5 a", "port a", "port a 80/tcp",
		"top a -o pid", "wait a b", "attach --no-stdin a", "exec -it -e X=1 -w / -u root a sh -c 'exit 3'", "exec a ls -l",
		"ps", "ps -aq --no-trunc", "ps -n 3 -f name=a --filter status=exited --format '{{.ID}}'", "container ls -l", "container inspect a",
		"inspect -f '{{.State.Pid}}' a b", "inspect --type network -s a", "network inspect -v a",
		"network create -d bridge --subnet 10.0.0.0/24,10.1.0.0/24 --gateway 10.0.0.1 -o k=v --label a=b --internal --ipv6 n",
		"network ls -q --no-trunc", "network connect --alias a,b --alias c --ip 10.0.0.9 n c", "network disconnect -f n c", "network rm a b",
		"network prune -f --filter label=x", "version", "info", "images -q", "images img", "pull img:1",
	}
}

func parseLine(t testing.TB, line string) (Command, error) {
	t.Helper()
	words, err := shell.Fields(line, func(string) string { return "$c" })
	if err != nil {
		t.Fatal(err)
	}
	return Parse(words)
}

func TestParseGivesBack(t *testing.T) {
	for _, line := range wellFormed() {
		c, err := parseLine(t, line)
		if err != nil {
			t.Errorf("unexpected error of docker %s: %v", line, err)
			continue
		}
		holdGivesBack(t, c)
		again, err := parseLine(t, strings.TrimPrefix(c.String(), "docker"))
		if err != nil || !reflect.DeepEqual(again, c) {
			t.Errorf("unexpected command from %s: want %#v, got %#v, %v", c, c, again, err)
		}
	}
}

// holdGivesBack holds that a command is what its words say.
func holdGivesBack(t *testing.T, c Command) {
	t.Helper()
	again, err := Parse(c.Args())
	if err != nil {
		t.Fatalf("unexpected error of %s: %v", c, err)
	}
	if a, b := again.Args(), c.Args(); !slices.Equal(a, b) {
		t.Errorf("unexpected words: want %q, got %q", b, a)
	}
	if reflect.TypeOf(again) != reflect.TypeOf(c) {
		t.Errorf("unexpected command: want %T, got %T", c, again)
	}
}

func FuzzParse(f *testing.F) {
	for _, line := range wellFormed() {
		words, err := shell.Fields(line, func(string) string { return "" })
		if err != nil {
			f.Fatal(err)
		}
		f.Add(strings.Join(words, "\x00"))
	}
	f.Fuzz(func(t *testing.T, words string) {
		c, err := Parse(strings.Split(words, "\x00"))
		if err != nil {
			if status, text := statusOf(err); status == 0 || text == "" {
				t.Fatalf("unexpected error: status %d, %q", status, text)
			}
			return
		}
		holdGivesBack(t, c)
		if m := making(c); m != nil {
			// It must not panic; what it refuses, the table holds.
			_, _ = m.request(nil)
		}
	})
}

func making(c Command) *Making {
	switch c := c.(type) {
	case *ContainerRun:
		return &c.Making
	case *ContainerCreate:
		return &c.Making
	}
	return nil
}

// misspelt are commands that docker refuses before it asks its engine, and helps that are the same to the byte.
func misspelt() []string {
	return []string{
		"run", "run --foo x", "run -Z x", "run --name", "run -p", "run --rm=x y", "run --add-host x y", "run --add-host x:y z", "run --dns x y",
		"run -e =x y", "run -l =x y", "run -a x y", "run --sysctl vm.swappiness=1 y", "run --sysctl net.x y", "run --network name= x", "run --network foo=bar x", "run --network a=b,c x",
		"run -p abc img", "run -p 80:abc img", "run -p 1:2:3:4 img", "run -p ::80 img", "run -p 300.0.0.1:80:80 img", "run -p [::1:80:80 img",
		"run -p 80:80/xyz img", "run -p 70000 img", "run -p 80: img", "run -p 80-81:80-82 img", "run -p published=80,target img",
		"run --expose a img", "run --expose 90-80 img", "run --expose 80:80 img", "run --mac-address zz img", "run -it img",
		"run -d --rm --restart always img", "run --restart on-failure:x img", "run --restart a:b:c img", "run UPPER", "run a:b:c", "run ''",
		"run --net host --net mine img", "run --net mine --net mine img", "run --net host --net-alias x img",
		"run --net name=a,alias=b --net-alias c img", "run --net name=a,ip=10.0.0.1 --ip 10.0.0.2 img", "run -d -a stdout img",
		"container run", "container run --foo", "create", "create --foo", "create UPPER", "create -p a img",
		"start", "stop", "stop -t x a", "kill", "restart", "rm", "rm -z", "logs", "logs a b", "port", "port a b c", "top", "wait", "attach",
		"exec", "exec a", "exec -z", "exec -e =x a b", "ps x", "ps -n", "ps -n x", "ps --filter x", "ps --format", "container ls x",
		"container ps x", "inspect", "inspect --type x a", "inspect -f '{{.A' a", "inspect -f '{{foo}}' a", "container inspect", "network inspect",
		"network create", "network create a b", "network create --subnet", "network create --gateway 10.0.0.1 a",
		"network create --subnet 10.0.0.0/24 --gateway 10.1.0.1 a", "network create --subnet 10 --gateway 10.0.0.1 a",
		"network create --subnet 10.0.0.0/24 --ip-range 10.1.0.0/24 a", "network create --subnet 10.0.0.0/8,10.1.0.0/16 a",
		"network create --subnet 10.0.0.0/24 --subnet 10.1.0.0/24 --gateway 10.0.0.1,10.0.0.2 a", "network create --label =x a",
		"network connect a", "network connect --driver-opt x a b", "network disconnect a", "network rm", "network ls x", "network list x",
		"network prune x", "network foo", "network", "network --foo", "network --help", "network -h", "foo", "-", "network -", "'network ls'", "-- foo", "help foo", "pull UPPER",
		"ps --help", "ps -h", "rm --help", "stop --help", "kill --help", "kill -h", "port --help", "top --help", "wait --help", "container ls --help",
		"network connect --help", "network ls --help", "network disconnect --help", "network rm --help", "network inspect --help", "inspect --help",
		"container inspect --help", "restart --help", "help rm",
	}
}

// TestUsage compares what docker says of wrong words with what ours says.
func TestUsage(t *testing.T) {
	needRealClient(t)
	nowhere := clientOf(t, "/nonexistent")
	for _, line := range misspelt() {
		words, err := shell.Fields(line, func(string) string { return "" })
		if err != nil {
			t.Fatal(err)
		}
		want := speakReal(t, "/nonexistent", "", words).String()
		got := speakOurs(t.Context(), nowhere, "", words).String()
		if want != got {
			t.Errorf("unexpected words of docker %s:\n%s", line, udiff.Unified("want", "got", want, got))
		}
	}
}
