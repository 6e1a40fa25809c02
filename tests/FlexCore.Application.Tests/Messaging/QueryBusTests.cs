using System.Text;
using FlexCore.Application.Messaging;
using FlexCore.Application.Messaging.Registration;
using FlexCore.Application.Projections;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Messaging;

/// <summary>Asking queries, and reading one's own writes.</summary>
public sealed class QueryBusTests : IDisposable
{
    private readonly BusBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task A_query_is_answered_by_its_handler_typed_and_by_name()
    {
        (await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"))).Required.ShouldBe(new JarView("a", 0));
        Encoding.UTF8.GetString((await _bench.Queries.AskAsync(BusBench.Call, "jars.get", BusBench.Json("""{"jar":"a"}"""))).Required.Utf8.Span).ShouldBe("""{"jar":"a","version":0}""");
        _bench.OpenScopes.ShouldBe(0);
    }

    [Fact]
    public async Task An_unknown_query_is_refused_with_a_suggestion() =>
        (await _bench.Queries.AskAsync(BusBench.Call, "jars.gte", default)).Refusal.ShouldBe(new Refusal("unknown-query", "There is no query 'jars.gte'. Did you mean 'jars.get'?"));

    [Fact]
    public async Task A_command_is_no_query() =>
        (await _bench.Queries.AskAsync(BusBench.Call, "jars.move", default)).Refusal.ShouldNotBeNull().Code.ShouldBe("unknown-query");

    [Fact]
    public async Task Without_a_token_it_waits_for_nothing()
    {
        await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"));
        await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(ConsistencyToken.None));

        _bench.Waited.ShouldBeEmpty();
    }

    [Fact]
    public async Task With_a_token_it_answers_when_what_it_reads_has_passed_it()
    {
        var token = (await _bench.Commands.SendAsync(BusBench.Call, new MoveBeans("a", 3))).Token;
        var early = await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(token) { Patience = TimeSpan.FromSeconds(2) });
        early.Refusal.ShouldNotBeNull().Code.ShouldBe("not-yet");
        early.Refusal.Message.ShouldContain("'jars.get' reads the projection 'jar_list', which after 2 s has not seen what the token stands for. Ask again");

        _bench.Position = await _bench.Store.Feed.ReadEndAsync();
        (await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(token))).Required.Jar.ShouldBe("a");
    }

    [Fact]
    public async Task A_projection_that_does_not_exist_is_said_to_be_missing_and_not_to_be_late()
    {
        _bench.Position = null;

        (await _bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(ConsistencyToken.At(0, 1)))).Refusal.ShouldNotBeNull().Code.ShouldBe("projection-not-found");
    }

    [Fact]
    public async Task The_wait_is_bounded_whatever_the_caller_asks_for()
    {
        using var bench = new BusBench(options: new MessagingOptions { WaitMax = TimeSpan.FromSeconds(7) });
        await bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(ConsistencyToken.At(0, 1)) { Patience = TimeSpan.FromHours(1) });
        await bench.Queries.AskAsync(BusBench.Call, new GetJar("a"), new QueryReading(ConsistencyToken.At(0, 1)) { Patience = TimeSpan.FromSeconds(-1) });

        bench.Waited.ShouldBe([TimeSpan.FromSeconds(7), TimeSpan.Zero]);
    }

    [Fact]
    public async Task A_query_needs_a_permission_too() =>
        (await _bench.Queries.AskAsync(BusBench.Call with { Security = new SecurityContext(TenantId.Default, "user:eve") }, new GetJar("a"))).Refusal.ShouldNotBeNull().Code.ShouldBe("not-permitted");

    [Fact]
    public void A_command_that_names_projections_to_read_is_refused_when_it_is_registered() =>
        Should.Throw<ArgumentException>(() => MessageRegistrations.Command(MoveBeans.Shape with { Reads = ["jar_list"] }, "jars")).Message.ShouldContain("jars.move");

    [Theory]
    [InlineData(0, 16, 4096, 30, "in-flight-max is 0")]
    [InlineData(1, 0, 4096, 30, "depth-max is 0")]
    [InlineData(1, 16, -1, 30, "answers-max is -1")]
    [InlineData(1, 16, 0, 601, "wait-max is 601000 ms")]
    public void Bounds_are_checked_and_named(int inFlight, int depth, int answers, int waitSeconds, string message) =>
        Should.Throw<ArgumentException>(() => new MessagingOptions { InFlightMax = inFlight, DepthMax = depth, AnswersMax = answers, WaitMax = TimeSpan.FromSeconds(waitSeconds) }.Validate())
            .Message.ShouldContain($"flexcore.messaging.{message}");
}
