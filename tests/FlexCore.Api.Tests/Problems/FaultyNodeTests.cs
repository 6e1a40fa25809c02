using System.Text.Json;
using FlexCore.Api.Problems;
using FlexCore.Api.Tests.Hosting;
using FlexCore.Application.Entities;
using FlexCore.Application.Feed;
using FlexCore.Application.Journal;
using FlexCore.Domain;

namespace FlexCore.Api.Tests.Problems;

/// <summary>
/// What a node says when it is full, slow, stopping or broken: on every kind of route the same code and status, when to come back, and never what is inside.
/// </summary>
public sealed class FaultyNodeTests : IAsyncLifetime
{
    private const string Inside = "planted-detail-4711 at /data/flexcore.db";
    private static readonly EntityId Entity = new(TenantId.Default, "pipeline", "orders");
    private ApiHost? _host;

    private ApiHost Host => _host ?? throw new InvalidOperationException("The host has not started.");

    public static TheoryData<string, string, bool> Faults => new()
    {
        { "overloaded", ProblemCodes.Overloaded, true },
        { "outcome unknown", ProblemCodes.OutcomeUnknown, true },
        { "full", ProblemCodes.StorageFull, true },
        { "store", ProblemCodes.StorageUnavailable, false },
        { "entity", ProblemCodes.EntityFailed, true },
        { "slow", ProblemCodes.OutcomeUnknown, true },
        { "stopped", ProblemCodes.Stopping, true },
        { "cancelled", ProblemCodes.Stopping, true },
        { "name", ProblemCodes.BadName, false },
        { "cursor", ProblemCodes.BadCursor, false },
        { "bug", ProblemCodes.Internal, false },
    };

    private static (string Method, string Path, string? Body)[] Appends =>
    [
        ("POST", "/api/v1/topics/t/records", "{}"), ("POST", "/api/v1/streams/orders/records", "{}"),
        ("POST", "/events", """{"type":"x"}"""), ("POST", "/events/batch", """[{"type":"x"}]"""), ("POST", "/events/test", null), ("GET", "/events/test", null),
    ];

    private static (string Method, string Path, string? Body)[] Calls =>
    [
        ("GET", "/api/v1/pipelines/orders", null), ("GET", "/api/v1/pipelines/orders/versions", null), ("GET", "/api/v1/pipelines/orders/steps", null),
        ("GET", "/api/v1/pipelines/orders/history", null), ("POST", "/api/v1/pipelines/orders/activate", null), ("POST", "/api/v1/pipelines/orders/pause", null),
        ("POST", "/api/v1/pipelines/orders/archive", null), ("DELETE", "/api/v1/pipelines/orders", null), ("PATCH", "/api/v1/pipelines/orders", """{"name":"x"}"""),
        ("POST", "/api/v1/pipelines", """{"document":"name: other"}"""),
    ];

    public async Task InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        Host.Parts.Streams.Add("orders");
        await Host.SendAsync("POST", "/api/v1/pipelines", "name: orders", "application/yaml").JsonAsync(201);
    }

    public async Task DisposeAsync() => await Host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_route_that_takes_records_says_the_same(string fault, string code, bool again)
    {
        foreach (var (method, path, body) in Appends)
        {
            Host.Parts.Topics.Fault = FaultOf(fault);
            await ShouldSayAsync(method, path, body, code, again);
        }

        (await Host.Parts.Topics.GetEndAsync(SecurityContext.Development, "t")).Records.ShouldBe(0, "nothing was taken");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Every_route_of_pipelines_says_the_same(string fault, string code, bool again)
    {
        foreach (var (method, path, body) in Calls)
        {
            Host.Parts.Pipelines.Fault = FaultOf(fault);
            await ShouldSayAsync(method, path, body, code, again);
        }

        await Host.SendAsync("GET", "/api/v1/pipelines/orders").JsonAsync();
    }

    [Fact]
    public async Task A_fault_that_nobody_knows_is_in_the_log_under_the_id_that_the_client_has()
    {
        Host.Parts.Pipelines.Fault = new InvalidOperationException(Inside);

        var problem = await Host.SendAsync("GET", "/api/v1/pipelines/orders", headers: ("X-Correlation-Id", "order-7")).ProblemAsync(500, "internal");

        problem.Text("detail").ShouldContain("order-7");
        Host.Parts.Log.Lines.ShouldHaveSingleItem().Text.ShouldSatisfyAllConditions(line => line.ShouldContain("order-7"), line => line.ShouldContain(Inside));
    }

    // JSON on the routes of version 1, one line of text on the classic ones.
    private async Task ShouldSayAsync(string method, string path, string? body, string code, bool again)
    {
        using var response = await Host.SendAsync(method, path, body);
        var text = await response.Content.ReadAsStringAsync();
        var entry = ProblemTable.Find(code);
        ((int)response.StatusCode).ShouldBe(entry.Status, $"{method} {path}: {text}");
        (response.Headers.RetryAfter is not null).ShouldBe(again, $"{method} {path}: {text}");
        // Words, not digits: a trace id may have any four of those.
        text.ShouldNotContain("planted-detail", Case.Insensitive, $"{method} {path}");
        text.ShouldNotContain("flexcore.db", Case.Insensitive, $"{method} {path}");
        if (path.StartsWith("/api/", StringComparison.Ordinal))
        {
            using var json = JsonDocument.Parse(text);
            json.RootElement.Text("code").ShouldBe(code, path);
            json.RootElement.TryGetProperty("retryAfter", out _).ShouldBe(again, path);
            return;
        }

        (response.Content.Headers.ContentType?.MediaType, text.Count(c => c == '\n')).ShouldBe(("text/plain", 1), path);
    }

    private static Exception FaultOf(string fault) => fault switch
    {
        "overloaded" => new JournalOverloadedException(Inside),
        "outcome unknown" => new JournalOutcomeUnknownException(Inside),
        "full" => new FullException(),
        "store" => new JournalException(Inside),
        "entity" => new EntityFailedException(Entity, Inside),
        "slow" => new AskTimeoutException(Entity, TimeSpan.FromSeconds(10)),
        "stopped" => new ObjectDisposedException(Inside),
        "cancelled" => new OperationCanceledException(Inside),
        "name" => Should.Throw<InvalidIdentifierException>(() => new EntityId(TenantId.Default, "pipeline", "no name")),
        "cursor" => new FeedCursorException(1, 9, 3),
        _ => new InvalidOperationException(Inside),
    };

    private sealed class FullException() : JournalException(Inside)
    {
        public override bool IsFull => true;
    }
}
