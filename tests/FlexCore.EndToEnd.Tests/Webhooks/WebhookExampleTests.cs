using System.Text;
using System.Text.Json;
using FlexCore.EndToEnd.Tests.Nodes;
using FlexCore.EndToEnd.Tests.Processes;
using FlexCore.Examples.Webhooks;

namespace FlexCore.EndToEnd.Tests.Webhooks;

/// <summary>The example under deploy/examples/webhooks on a real node: what its page says, and the promises that it stands on.</summary>
public sealed class WebhookExampleTests : IDisposable
{
    private const string Example = "deploy/examples/webhooks";

    // Sent last: when it has come out at the other end, all others have.
    private const string Last =
        """{"provider":"payrail","delivery":"pay-last","event":"charge.succeeded","created":"2026-01-15T23:59:59.000Z","attempt":1,"data":{"charge":"ch_last","cents":1,"currency":"EUR"}}""";

    private readonly Workspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public void The_sample_is_what_the_generator_makes() =>
        Generate(new WebhookOptions { Deliveries = 600, Seed = 2026 }).ShouldBe(File.ReadAllText(Repository.PathOf($"{Example}/deliveries.ndjson")));

    [Fact]
    public async Task The_sample_becomes_the_expected_files_and_topics()
    {
        var sample = await File.ReadAllTextAsync(Repository.PathOf($"{Example}/deliveries.ndjson"));
        await using var node = await StartAsync();
        await CreateAsync(node);
        (await node.Http.TakeRecordsAsync("webhooks", NodeClient.Body(sample, NodeClient.Ndjson), "sample")).ShouldBe(Lines(sample).Length);
        await node.Http.TakeRecordsAsync("webhooks", NodeClient.Body(Last, NodeClient.Json));

        var payments = Lines(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/expected/payments.ndjson")));
        var tail = await node.Http.TailAsync("payments", payments.Length + 1);
        tail.SkipLast(1).ShouldBe(payments);
        tail[^1].ShouldContain("pay-last");
        var bounces = Lines(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/expected/bounces.ndjson")));
        (await node.Http.TailAsync("bounces", bounces.Length)).ShouldBe(bounces);
        (await node.TerminateAsync()).ShouldBe(0);
        foreach (var file in new[] { "commits.csv", "bounces.ndjson", "unrouted.ndjson", "bad-deliveries.ndjson" })
        {
            _workspace.Read($"out/{file}").ShouldBe(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/expected/{file}")), file);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Every_delivery_goes_once_to_where_it_belongs_in_whatever_form_it_was_sent(int seed)
    {
        var lines = Lines(Generate(new WebhookOptions { Deliveries = 800, Seed = (ulong)seed }));
        await using var node = await StartAsync();
        await CreateAsync(node);
        await DeliverySender.SendAsync(node.Http, lines);
        await ShouldBeCompleteAsync(node, lines, $"seed {seed}");
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nothing_is_lost_or_doubled_over_kill_9_when_everything_is_sent_again_with_the_same_keys(int seed)
    {
        var lines = Lines(Generate(new WebhookOptions { Deliveries = 1_200, Seed = (ulong)seed }));
        await using (var node = await StartAsync())
        {
            await CreateAsync(node);

            // Some payments are out, others on their way, and one request is under way: its sender cannot know whether it has arrived.
            Task During(int request) => request switch
            {
                40 => node.Http.TailAsync("payments", 30 * seed),
                41 => node.KillAsync(),
                _ => Task.CompletedTask,
            };
            await Should.ThrowAsync<HttpRequestException>(DeliverySender.SendAsync(node.Http, lines, During));
        }

        await using var again = await StartAsync();
        await DeliverySender.SendAsync(again.Http, lines);
        await ShouldBeCompleteAsync(again, lines, $"seed {seed}, killed");
    }

    private static async Task CreateAsync(NodeProcess node) =>
        await node.Http.CreateStreamAsync(await File.ReadAllTextAsync(Repository.PathOf($"{Example}/webhooks.yaml")));

    private Task<NodeProcess> StartAsync() => NodeProcess.StartAsync(_workspace.Folder, "--data", "data");

    private async Task ShouldBeCompleteAsync(NodeProcess node, string[] lines, string story)
    {
        var last = await node.Http.TakeRecordsAsync("webhooks", NodeClient.Body(Last, NodeClient.Json), "last");
        last.ShouldBe(lines.Length + 1, $"{story}: every line is in the topic once");
        var expected = new ExpectedDeliveries([.. lines, Last]);
        expected.Repeated.ShouldBeGreaterThan(50, story);
        expected.Bad.Count.ShouldBeGreaterThan(4, story);

        (await node.Http.TailAsync("payments", expected.Payments.Count)).ShouldBe(expected.Payments, ignoreOrder: false, story);
        (await node.Http.TailAsync("bounces", expected.Bounces.Count)).ShouldBe(expected.Bounces, ignoreOrder: false, story);
        (await node.TerminateAsync()).ShouldBe(0, story);
        _workspace.Lines("out/bounces.ndjson").ShouldBe(expected.Bounces, ignoreOrder: false, story);
        _workspace.Lines("out/commits.csv").ShouldBe(expected.Commits, ignoreOrder: false, story);
        _workspace.Lines("out/unrouted.ndjson").ShouldBe(expected.Unrouted, ignoreOrder: false, story);
        _workspace.Lines("out/bad-deliveries.ndjson").Select(NumberOf).ShouldBe(expected.Bad, ignoreOrder: false, story);
    }

    private static int NumberOf(string deadLetter)
    {
        using var json = JsonDocument.Parse(deadLetter);
        json.RootElement.GetProperty("reason").GetString().ShouldBe("invalid-record", deadLetter);
        return json.RootElement.GetProperty("line").GetInt32();
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Generate(WebhookOptions options)
    {
        using var target = new MemoryStream();
        new WebhookGenerator(options).WriteTo(target);
        return Encoding.UTF8.GetString(target.ToArray());
    }
}
