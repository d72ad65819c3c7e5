package tui

import "strings"

// advice is one plain line of help for an error that a learner meets: what part of the error's text it is for, and what to
// say.
type advice struct{ about, english, chinese string }

// advices are looked through in order; the words are those of iproute2, iputils and bash.
func advices() []advice {
	return []advice{
		{"Cannot find device", "There is no device of that name in this namespace: `ip link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip link` 看看有哪些。"},
		{"does not exist", "There is no device of that name in this namespace: `ip link` lists those that are here.",
			"这个命名空间里没有叫这个名字的设备：用 `ip link` 看看有哪些。"},
		{"Cannot open network namespace", "There is no namespace of that name: `ip netns` lists them.",
			"没有叫这个名字的命名空间：用 `ip netns` 看看有哪些。"},
		{"Cannot create namespace file", "That name is taken: `ip netns` lists them, `ip netns del NAME` takes one away.",
			"这个名字已被占用：用 `ip netns` 看看有哪些，用 `ip netns del 名字` 删掉一个。"},
		{"Cannot remove namespace file", "There is no namespace of that name: `ip netns` lists them.",
			"没有叫这个名字的命名空间：用 `ip netns` 看看有哪些。"},
		{"Address already assigned", "The device has that address already.", "这个设备已经有这个地址了。"},
		{"File exists", "It is there already.", "它已经存在了。"},
		{"Nexthop has invalid gateway", "The gateway is not in a network that a device here is up in.",
			"网关不在这里任何一个已启用设备所在的网络里。"},
		{"Network is unreachable", "There is no route to that address: `ip route` lists them. Is the device up?",
			"没有到这个地址的路由：用 `ip route` 看看。设备启用了吗？"},
		{"Network is down", "The device is down: `ip link set NAME up`.", "设备未启用：用 `ip link set 名字 up` 启用它。"},
		{"100% packet loss", "Nothing came back. Look at the drawing: are both ends up, and do both have an address?",
			"没有收到任何回应。看看图：两端都启用了吗？都有地址吗？"},
		{"not a TTY", "The prompt here is no terminal of its own: leave `-t` out, or open `vethlab sh` in another window.",
			"这里的提示符不是独立的终端：去掉 `-t`，或在另一个窗口运行 `vethlab sh`。"},
		{"is already in use by container", "Another container has that name: `docker ps -a` lists them, `docker rm -f NAME` removes one.",
			"已有别的容器用了这个名字：用 `docker ps -a` 看看，用 `docker rm -f 名字` 删掉一个。"},
		{"port is already allocated", "Another container publishes that port of the host: take another number before the colon.",
			"主机的这个端口已被别的容器发布：冒号前换一个数字。"},
		{"No such container", "There is no container of that name: `docker ps -a` lists them.", "没有叫这个名字的容器：用 `docker ps -a` 看看有哪些。"},
		{"executable file not found", "The container has no such program: `docker exec NAME ls /bin` lists those that it has.",
			"容器里没有这个程序：用 `docker exec 名字 ls /bin` 看看有哪些。"},
		{"Operation not permitted", "The kernel does not allow this here: a container has lost most of the powers of root, and a lab some.",
			"内核不允许在这里这样做：容器没有 root 的大部分权限，实验环境也少了一些。"},
		{"command not found", "There is no such program here. Was it spelled right?", "这里没有这个程序。拼写对吗？"},
		{"is unknown, try", "`ip` does not know that word. `ip help` lists what it knows.", "`ip` 不认识这个词。用 `ip help` 看看它认识哪些。"},
		{"garbage", "There is a word too many, or it is in the wrong place.", "多了一个词，或者位置不对。"},
		{"is wrong", "That word is not what `ip` expects there.", "`ip` 在那里要的不是这个词。"},
		{"not complete", "Something is missing at the end of the command.", "命令后面还少了点什么。"},
	}
}

func adviseEnglish(output string) string {
	for _, a := range advices() {
		if strings.Contains(output, a.about) {
			return a.english
		}
	}
	return ""
}

func adviseChinese(output string) string {
	for _, a := range advices() {
		if strings.Contains(output, a.about) {
			return a.chinese
		}
	}
	return ""
}
