using System.Net;
using FlexCore.Client.Problems;
using FlexCore.Client.Settings;
using FlexCore.Client.Transport;

namespace FlexCore.Client.Tests.Transport;

/// <summary>How long a client waits: what a node says within reason, otherwise twice as long each time.</summary>
public sealed class RetryAfterTests
{
    private const string Stream = """{"key":"s","name":"S","status":"running","version":1}""";

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1", 1_000)]
    [InlineData("5", 5_000)]
    [InlineData("-1", 0)]
    [InlineData("-9223372036854775808", 0)]
    [InlineData("null", 200)]
    public async Task A_wait_within_the_bound_is_kept(string retryAfter, int milliseconds)
    {
        using var harness = new ClientHarness();
        harness.Node.Refuses(429, "overloaded", $",\"retryAfter\":{retryAfter}").Answers(HttpStatusCode.OK, Stream);

        (await harness.Client.Streams.GetAsync("s")).Key.ShouldBe("s");

        harness.Clock.Waits.Sum(wait => wait.TotalMilliseconds).ShouldBe(milliseconds);
    }

    [Theory]
    [InlineData("6")]
    [InlineData("2147483648")]
    [InlineData("9223372036854775807")]
    public async Task A_longer_wait_ends_the_call_with_the_nodes_answer(string retryAfter)
    {
        using var harness = new ClientHarness();
        harness.Node.Refuses(503, "stopping", $",\"retryAfter\":{retryAfter}");

        var busy = await Should.ThrowAsync<NodeBusyException>(() => harness.Client.Streams.StopAsync("s"));

        (busy.Problem.Code, busy.Problem.RetryAfter, harness.Node.Seen.Count).ShouldBe(("stopping", long.Parse(retryAfter, System.Globalization.CultureInfo.InvariantCulture), 1));
    }

    [Theory]
    [InlineData("\"soon\"")]
    [InlineData("1.5")]
    [InlineData("1e99")]
    public async Task A_wait_that_is_no_whole_number_is_not_an_answer_of_a_node(string retryAfter)
    {
        using var harness = new ClientHarness();
        harness.Node.Refuses(429, "overloaded", $",\"retryAfter\":{retryAfter}");

        (await Should.ThrowAsync<NodeForeignException>(() => harness.Client.Streams.GetAsync("s"))).Message.ShouldContain("429 with a problem that is no JSON");
    }

    [Fact]
    public async Task The_last_attempt_is_not_followed_by_a_wait()
    {
        using var harness = new ClientHarness(options => new FlexCoreClientOptions { Node = options.Node, Clock = options.Clock, Attempts = 2 });
        harness.Node.Refuses(429, "overloaded", ",\"retryAfter\":1").Refuses(429, "overloaded", ",\"retryAfter\":1");

        await Should.ThrowAsync<NodeBusyException>(() => harness.Client.Streams.GetAsync("s"));

        harness.Clock.Waits.ShouldBe([TimeSpan.FromSeconds(1)]);
    }

    /// <summary>The specification: the first wait as set, each next one twice the last, none over the bound, whatever the options allow.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(200, 5_000)]
    [InlineData(1, 86_400_000)]
    [InlineData(3_600_000, 3_456_000_000)]
    [InlineData(3_456_000_000, 3_456_000_000)]
    public void Waits_double_up_to_their_bound_and_never_overflow(long first, long bound)
    {
        using var handler = new ScriptedNode();
        var options = new FlexCoreClientOptions { Node = new Uri("http://x"), RetryDelay = TimeSpan.FromMilliseconds(first), RetryDelayMax = TimeSpan.FromMilliseconds(bound) };
        using var channel = new NodeChannel(options.Validated(), handler);
        double expected = first;
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            channel.DelayAfter(attempt).TotalMilliseconds.ShouldBe(expected, $"after attempt {attempt}");
            expected = Math.Min(expected * 2, bound);
        }
    }

    public static TheoryData<string, FlexCoreClientOptions> WrongOptions
    {
        get
        {
            var node = new Uri("http://x");
            var long41 = TimeSpan.FromDays(41);
            return new()
            {
                { "RetryDelay is 0 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, RetryDelay = TimeSpan.Zero } },
                { "RetryDelay is -1 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, RetryDelay = System.Threading.Timeout.InfiniteTimeSpan } },
                { "RetryDelayMax is 3542400000 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, RetryDelayMax = long41 } },
                { "RetryDelayMax is 100 ms; set it to RetryDelay, 200 ms, or more.", new FlexCoreClientOptions { Node = node, RetryDelayMax = TimeSpan.FromMilliseconds(100) } },
                { "Timeout is 0 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, Timeout = TimeSpan.Zero } },
                { "Timeout is 922337203685477 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, Timeout = TimeSpan.MaxValue } },
                { "SilenceMax is 3542400000 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { Node = node, SilenceMax = long41 } },
                { "Attempts is 0; set it to 1 to 100.", new FlexCoreClientOptions { Node = node, Attempts = 0 } },
                { "Attempts is 101; set it to 1 to 100.", new FlexCoreClientOptions { Node = node, Attempts = 101 } },
                { "The node's URL is 'file:///x'. Use one such as http://127.0.0.1:8080.", new FlexCoreClientOptions { Node = new Uri("file:///x") } },
                { "The node's URL is 'node'. Use one such as http://127.0.0.1:8080.", new FlexCoreClientOptions { Node = new Uri("node", UriKind.Relative) } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_with_its_value_and_the_remedy(string message, FlexCoreClientOptions options) =>
        Should.Throw<ArgumentException>(() => new FlexCoreClient(options)).Message.ShouldBe(message);
}
