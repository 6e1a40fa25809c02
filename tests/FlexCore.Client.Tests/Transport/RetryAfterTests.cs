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
        using var harness = new ClientHarness(options => new FlexCoreClientOptions { ContactPoints = options.ContactPoints, Clock = options.Clock, LearnsMembers = false, Attempts = 2 });
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
        var options = new FlexCoreClientOptions { ContactPoints = [new Uri("http://x")], RetryJitter = 0, RetryDelay = TimeSpan.FromMilliseconds(first), RetryDelayMax = TimeSpan.FromMilliseconds(bound) };
        var backoff = new Backoff(options.Validated());
        double expected = first;
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            backoff.After(attempt).TotalMilliseconds.ShouldBe(expected, $"after attempt {attempt}");
            expected = Math.Min(expected * 2, bound);
        }
    }

    /// <summary>Chance takes off at most its part and adds nothing, and two clients do not wait alike.</summary>
    [Theory]
    [InlineData(0.5, 1)]
    [InlineData(1, 2)]
    [InlineData(0.1, 20261128)]
    public void Chance_shortens_a_wait_by_at_most_its_part(double jitter, int seed)
    {
        Backoff Of(int ownSeed) => new(new FlexCoreClientOptions { ContactPoints = [new Uri("http://x")], RetryJitter = jitter, Seed = ownSeed }.Validated());
        var (one, other) = (Of(seed), Of(seed + 1));
        double full = 200;
        var alike = 0;
        for (var attempt = 1; attempt <= 100; attempt++)
        {
            var wait = one.After(attempt).TotalMilliseconds;
            wait.ShouldBeInRange(full * (1 - jitter) - 0.001, full, $"after attempt {attempt}, seed {seed}");
            alike += wait == other.After(attempt).TotalMilliseconds ? 1 : 0;
            full = Math.Min(full * 2, 5_000);
        }

        alike.ShouldBeLessThan(5);
    }

    public static TheoryData<string, FlexCoreClientOptions> WrongOptions
    {
        get
        {
            Uri[] node = [new Uri("http://x")];
            var long41 = TimeSpan.FromDays(41);
            return new()
            {
                { "RetryDelay is 0 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, RetryDelay = TimeSpan.Zero } },
                { "RetryDelay is -1 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, RetryDelay = System.Threading.Timeout.InfiniteTimeSpan } },
                { "RetryDelayMax is 3542400000 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, RetryDelayMax = long41 } },
                { "RetryDelayMax is 100 ms; set it to RetryDelay, 200 ms, or more.", new FlexCoreClientOptions { ContactPoints = node, RetryDelayMax = TimeSpan.FromMilliseconds(100) } },
                { "Timeout is 0 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, Timeout = TimeSpan.Zero } },
                { "Timeout is 922337203685477 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, Timeout = TimeSpan.MaxValue } },
                { "SilenceMax is 3542400000 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, SilenceMax = long41 } },
                { "Attempts is 0; set it to 1 to 100.", new FlexCoreClientOptions { ContactPoints = node, Attempts = 0 } },
                { "Attempts is 101; set it to 1 to 100.", new FlexCoreClientOptions { ContactPoints = node, Attempts = 101 } },
                { "The node's URL is 'file:///x'. Use one such as http://127.0.0.1:8080.", new FlexCoreClientOptions { ContactPoints = [new Uri("http://x"), new Uri("file:///x")] } },
                { "The node's URL is 'node'. Use one such as http://127.0.0.1:8080.", new FlexCoreClientOptions { ContactPoints = [new Uri("node", UriKind.Relative)] } },
                { "0 contact points are given; give 1 to 32 URLs of nodes.", new FlexCoreClientOptions { ContactPoints = [] } },
                { "33 contact points are given; give 1 to 32 URLs of nodes.", new FlexCoreClientOptions { ContactPoints = [.. Enumerable.Repeat(node[0], 33)] } },
                { "RetryJitter is 1.5; set it to 0 to 1.", new FlexCoreClientOptions { ContactPoints = node, RetryJitter = 1.5 } },
                { "RetryJitter is NaN; set it to 0 to 1.", new FlexCoreClientOptions { ContactPoints = node, RetryJitter = double.NaN } },
                { "MovePatience is 0 ms; set it to more than 0 and at most 40 days.", new FlexCoreClientOptions { ContactPoints = node, MovePatience = TimeSpan.Zero } },
            };
        }
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void A_wrong_option_is_named_with_its_value_and_the_remedy(string message, FlexCoreClientOptions options) =>
        Should.Throw<ArgumentException>(() => new FlexCoreClient(options)).Message.ShouldBe(message);
}
