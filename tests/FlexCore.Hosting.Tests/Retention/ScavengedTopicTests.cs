using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTopics;
using FlexCore.Application.Journal;
using FlexCore.Application.SystemJobs;
using FlexCore.Domain;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.Retention;

/// <summary>A topic of a real node whose old records retention takes away.</summary>
public sealed class ScavengedTopicTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readers_begin_at_what_is_left_or_hear_what_they_have_missed_and_the_topic_goes_on()
    {
        await using (var node = await StartAsync())
        {
            await AppendAsync(node, 0, 60);
            await WhenGoneAsync(node, 41);
            await node.StopAsync();
        }

        await using (var again = await StartAsync())
        {
            (await again.Topics.GetEndAsync(SecurityContext.Development, "clicks")).Records.ShouldBe(60, "the snapshot has what the events do not have any more");
            var first = await again.Topics.ReadAsync(SecurityContext.Development, "clicks", 0);
            (first?.FirstRecord, first?.Position).ShouldBe((41L, 42L));
            (await Should.ThrowAsync<ScavengedException>(() => again.Topics.ReadAsync(SecurityContext.Development, "clicks", 5).AsTask())).First.ShouldBe(42);
            await AppendAsync(again, 60, 1);
            await again.StopAsync();
        }

        var (report, _) = await StoreVerification.RunAsync(new EngineSettings { Store = new SqliteStoreOptions { DataFolder = _folder.File("data") } }, TimeProvider.System, NullLoggerFactory.Instance);
        report.Events.ShouldBeGreaterThanOrEqualTo(62);
        Directory.GetFiles(_folder.File("data/archive")).ShouldNotBeEmpty();
    }

    // A snapshot after every tenth event; every event is indexed when the next commit has come.
    private Task<NodeHost> StartAsync() => NodeHost.StartAsync(_folder, flexcore => flexcore.UseConfiguration(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
    {
        ["flexcore:journal:data-folder"] = _folder.File("data"),
        ["flexcore:journal:index-batch-events"] = "1",
        ["flexcore:event-topics:snapshot-every"] = "10",
        ["flexcore:retention:topics"] = "20",
        ["flexcore:retention:archive"] = "true",
    }).Build()));

    private static async Task AppendAsync(NodeHost node, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            var reply = await node.Topics.AppendAsync(new EventTopicAppend(SecurityContext.Development, "clicks", Encoding.UTF8.GetBytes($"{{\"n\":{i}}}\n"), 1, "corr"));
            reply.Refusal.ShouldBeNull();
        }
    }

    // The job is asked for again and again: the topic's snapshot comes a moment after its events.
    private static async Task WhenGoneAsync(NodeHost node, long version)
    {
        var read = new EventRead("clicks") { Kind = "event-topic", From = version };
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (true)
        {
            node.Get<ISystemJobs>().Request("retention");
            try
            {
                await node.Get<IEventStore>().ReadAsync(SecurityContext.Development, read, patience.Token);
            }
            catch (ScavengedException gone)
            {
                gone.Message.ShouldContain("Go on from 42");
                return;
            }

            await timer.WaitForNextTickAsync(patience.Token);
        }
    }
}
