using FlexCore.Node.Logging;

namespace FlexCore.Node.Tests;

public sealed class NodeOptionsTests
{
    public static TheoryData<Action<NodeOptions>, string?> Values => new()
    {
        { options => options.Address = "127.0.0.1", null },
        { options => options.Address = "127.8.8.8", null },
        { options => options.Address = "::1", null },
        { options => options.Address = "LocalHost", null },
        { options => options.Address = "", "flexcore.node.address is '', which is no IP address; set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Address = "example.org", "flexcore.node.address is 'example.org', which is no IP address; set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Address = "127.0.0.1:80", "flexcore.node.address is '127.0.0.1:80', which is no IP address; set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Address = "0.0.0.0", "flexcore.node.address is '0.0.0.0', which other machines can reach; this version has no authentication, so set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Address = "::", "flexcore.node.address is '::', which other machines can reach; this version has no authentication, so set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Address = "10.0.0.1", "flexcore.node.address is '10.0.0.1', which other machines can reach; this version has no authentication, so set it to 127.0.0.1, ::1 or localhost." },
        { options => options.Port = 0, null },
        { options => options.Port = 65_535, null },
        { options => options.Port = -1, "flexcore.node.port is -1; set it to 0 to 65535." },
        { options => options.Port = 65_536, "flexcore.node.port is 65536; set it to 0 to 65535." },
        { options => options.BaseFolder = Path.GetTempPath(), null },
        { options => options.BaseFolder = "/no/such/folder", "flexcore.node.base-folder is '/no/such/folder', which does not exist; create the folder or name another." },
        { options => options.BaseFolder = "", "flexcore.node.base-folder is '', which does not exist; create the folder or name another." },
        { options => options.RequestsTimeout = TimeSpan.FromMilliseconds(10), null },
        { options => options.RequestsTimeout = TimeSpan.FromHours(1), null },
        { options => options.RequestsTimeout = TimeSpan.FromMilliseconds(9), "flexcore.node.requests-timeout is 9 ms; set it to 10 to 3600000 ms." },
        { options => options.RequestsTimeout = TimeSpan.FromHours(2), "flexcore.node.requests-timeout is 7200000 ms; set it to 10 to 3600000 ms." },
        { options => options.RequestsTimeout = Timeout.InfiniteTimeSpan, "flexcore.node.requests-timeout is -1 ms; set it to 10 to 3600000 ms." },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void A_setting_is_taken_or_refused_with_key_value_and_remedy(Action<NodeOptions> set, string? message)
    {
        var options = new NodeOptions();
        set(options);
        if (message is null)
        {
            options.Validate();
            return;
        }

        Should.Throw<ArgumentException>(options.Validate).Message.ShouldBe(message);
    }

    [Fact]
    public void The_defaults_listen_on_this_machine_only()
    {
        var options = new NodeOptions();

        (options.Address, options.Port, options.BaseFolder, options.LogFormat).ShouldBe(("127.0.0.1", 8080, ".", LogFormat.Text));
    }

    [Theory]
    [InlineData("localhost", "127.0.0.1", true, true)]
    [InlineData("::1", "::1", true, true)]
    [InlineData("::ffff:127.0.0.1", "::ffff:127.0.0.1", true, true)]
    [InlineData("192.168.0.1", "192.168.0.1", true, false)]
    [InlineData("node.example.org", "255.255.255.255", false, false)]
    public void An_address_is_read_as_what_it_is(string text, string address, bool valid, bool loopback)
    {
        ListenAddress.TryRead(text, out var read, out var isLoopback).ShouldBe(valid);

        (read.ToString(), isLoopback).ShouldBe((address, loopback));
    }

    [Fact]
    public void A_port_in_use_is_named_with_the_way_out()
    {
        var error = new PortInUseException("127.0.0.1", 8080, new IOException("in use"));

        (error.Port, error.Message).ShouldBe((8080, "The port 8080 on 127.0.0.1 is in use. Stop the other process, or choose another port with --port or flexcore.node.port."));
    }
}
