using System.Text;
using FlexCore.Application.EventIndex;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.SystemJobs;
using FlexCore.Application.TimeTravel;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Engine;
using FlexCore.Hosting.Events;
using FlexCore.Hosting.Tests.Streams;
using FlexCore.Persistence.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace FlexCore.Hosting.Tests.Privacy;

/// <summary>A person whose values are in the log of a real node, and who is then forgotten.</summary>
public sealed class ForgottenPersonTests : IDisposable
{
    private const string Email = "ana.lindqvist@example.org";
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_of_the_person_can_be_read_any_more_and_the_log_still_verifies()
    {
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            await AppendAsync(node);
            (await DataAsync(node)).ShouldContain(Email);
            (await StateAsync(node)).ShouldContain(Email);
            (await SearchAsync(node)).ShouldContain(Email);
            (await FeedAsync(node)).ShouldContain(Email);
            FilesWith(Email).ShouldBeEmpty("the log, its index and kept states have the value sealed");

            var forgotten = (await node.Get<ISubjects>().ForgetAsync(NodeHost.Call, "c-1", "asked by mail")).Required;

            forgotten.ForgottenAt.ShouldNotBeNull();
            foreach (var text in new[] { await DataAsync(node), await StateAsync(node), await SearchAsync(node), await FeedAsync(node) })
            {
                text.ShouldNotContain(Email);
                text.ShouldContain("""{"$forgotten":true}""");
                text.ShouldContain("bob@example.org", Case.Sensitive, "nobody else is forgotten");
            }

            await node.StopAsync();
        }

        var (report, _) = await StoreVerification.RunAsync(
            new EngineSettings { Store = new SqliteStoreOptions { DataFolder = _folder.File("data") } }, TimeProvider.System, NullLoggerFactory.Instance);
        report.Events.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task That_it_was_done_by_whom_and_why_is_on_record_once()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        await AppendAsync(node);
        var subjects = node.Get<ISubjects>();
        (await subjects.ForgetAsync(NodeHost.Call, "nobody", null)).Refusal?.Code.ShouldBe("subject-not-found");
        var first = (await subjects.ForgetAsync(NodeHost.Call, "c-1", "asked by mail")).Required;
        (await subjects.ForgetAsync(NodeHost.Call, "c-1", "again")).Required.ShouldBe(first);

        var record = await node.Get<IEventStore>().ReadAsync(SecurityContext.Development, new EventRead("c-1") { Kind = "data-subject" });

        var recorded = record.Events.ShouldHaveSingleItem();
        recorded.Stored.Type.ShouldBe("subject.forgotten");
        recorded.Content.ShouldContain("asked by mail");
        recorded.Principal.ShouldBe(SecurityContext.Development.Principal);
        (await subjects.ListAsync(NodeHost.Call, null, 10)).Required.Subjects.Select(static subject => (subject.Id, subject.ForgottenAt is not null)).ShouldBe([("c-1", true), ("c-2", false)]);
        (await node.Get<IEventStore>().AppendAsync(Append("c-1", "x@example.org"))).Refusal?.Code.ShouldBe("subject-forgotten");
    }

    [Fact]
    public async Task The_key_of_a_folder_is_made_once_readable_by_its_owner_and_needed_ever_after()
    {
        var path = Path.Combine(_folder.File("data"), "master.key");
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            File.Exists(path).ShouldBeFalse("no key is made before one is needed");
            await AppendAsync(node);
            await node.StopAsync();
        }

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        File.Move(path, path + ".away");
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            (await Should.ThrowAsync<MasterKeyException>(() => DataAsync(node))).Message.ShouldContain("There is no master key 'local-");
            await node.StopAsync();
        }

        File.Move(path + ".away", path, overwrite: true);
        await using var again = await NodeHost.StartAsync(_folder);
        (await DataAsync(again)).ShouldContain(Email);
    }

    [Fact]
    public async Task The_jobs_of_a_node_alone_run_there()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        var jobs = node.Get<ISystemJobs>();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!jobs.Request("key-rewrap") || !jobs.List().Any(static job => job is { Name: "key-rewrap", Runs: > 0 }))
        {
            await timer.WaitForNextTickAsync(new CancellationTokenSource(TimeSpan.FromSeconds(30)).Token);
        }

        jobs.List().Single(static job => job.Name == "key-rewrap").Report.ShouldBe("no keys");
    }

    private static EventAppend Append(string subject, string email) => new(
        SecurityContext.Development, "customers", null, [new StreamEvent("Registered", 1, $$"""{"{{subject}}":{"email":"{{email}}"},"plan":"basic"}""") { Tags = ["signup"] }], "corr")
    {
        Personal = new Dictionary<int, PersonalMembers> { [0] = new(subject, [$"/{subject}/email"]) },
    };

    private static async Task AppendAsync(NodeHost node)
    {
        var events = node.Get<IEventStore>();
        (await events.AppendAsync(Append("c-1", Email))).Refusal.ShouldBeNull();
        (await events.AppendAsync(Append("c-2", "bob@example.org"))).Refusal.ShouldBeNull();
        (await node.Get<ITimeTravel>().SnapshotAsync(SecurityContext.Development, "event-stream", "customers", default)).Refusal.ShouldBeNull();
    }

    private static string Text(IEnumerable<RecordedEvent> events) => string.Join('\n', events.Select(static recorded => recorded.Content));

    private static async Task<string> DataAsync(NodeHost node) => Text((await node.Get<IEventStore>().ReadAsync(SecurityContext.Development, new EventRead("customers"))).Events);

    private static async Task<string> StateAsync(NodeHost node) =>
        Encoding.UTF8.GetString((await node.Get<ITimeTravel>().StateAsync(SecurityContext.Development, "event-stream", "customers", default)).Required.State.Span);

    private static async Task<string> SearchAsync(NodeHost node) =>
        Text((await node.Get<IEventSearch>().FindAsync(SecurityContext.Development, new EventSearchQuery(new EventFilter { Tag = "signup" }))).Required.Events);

    private static async Task<string> FeedAsync(NodeHost node) =>
        Text((await node.Get<IEventTail>().ReadAsync(SecurityContext.Development, new EventFilter { Stream = "customers" }, FeedStart.Beginning, 100)).Events);

    private List<string> FilesWith(string text)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(_folder.File("data"), "*.db*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0)
            {
                found.Add(file);
            }
        }

        return found;
    }
}
