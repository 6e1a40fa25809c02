using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Nodes;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Application.Projections;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using FlexCore.Hosting.Tests.Streams;

namespace FlexCore.Hosting.Tests.Privacy;

/// <summary>Read models that show personal values: opened for whoever asks and may, never kept open, and gone with the person's key.</summary>
public sealed class PersonalReadModelTests : IDisposable
{
    private const string Email = "ana.lindqvist@example.org";

    private const string Customers = """
        name: customers
        from: Registered
        key: data.id
        personal: true
        rules:
          - set: { contact: data.email, plan: data.plan }
        """;

    private static readonly string Blind = Customers.Replace("personal: true\n", "", StringComparison.Ordinal).Replace("customers", "blind", StringComparison.Ordinal);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_value_is_opened_for_the_reader_until_its_person_is_forgotten_and_never_kept_open()
    {
        await using var node = await NodeHost.StartAsync(_folder);
        var projections = node.Get<IProjections>();
        (await projections.DeclareAsync(NodeHost.Call, Customers)).Refusal.ShouldBeNull();
        (await projections.DeclareAsync(NodeHost.Call, Blind)).Refusal.ShouldBeNull();
        await AppendAsync(node, "c-1", Email);
        await AppendAsync(node, "c-2", "bob@example.org");

        (await DocumentAsync(node, "customers", "c-1")).ShouldBe($$"""{"contact":"{{Email}}","plan":"basic"}""");
        (await DocumentAsync(node, "blind", "c-1")).ShouldContain("\"$personal\"", Case.Sensitive, "it did not ask to show them");
        (await node.Get<IProjections>().DocumentsAsync(NodeHost.Call, "customers", new ReadModelRequest())).Required.Items.Count.ShouldBe(2);
        FilesWith(Email).ShouldBeEmpty("read models are kept sealed");

        (await node.Get<ISubjects>().ForgetAsync(NodeHost.Call, "c-1", "asked by mail")).Refusal.ShouldBeNull();

        (await DocumentAsync(node, "customers", "c-1")).ShouldBe("""{"contact":{"$forgotten":true},"plan":"basic"}""");
        (await DocumentAsync(node, "customers", "c-2")).ShouldContain("bob@example.org", Case.Sensitive, "nobody else is forgotten");
        (await projections.RebuildAsync(NodeHost.Call, "customers", new RebuildRequest())).Refusal.ShouldBeNull();
        (await DocumentAsync(node, "customers", "c-1")).ShouldNotContain(Email);
        FilesWith(Email).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keys_out_of_a_backup_bring_nobody_back()
    {
        var keys = Path.Combine(_folder.File("data"), "subject_keys.db");
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            await AppendAsync(node, "c-1", Email);
            await node.StopAsync();
        }

        File.Copy(keys, keys + ".backup");
        await using (var node = await NodeHost.StartAsync(_folder))
        {
            (await node.Get<ISubjects>().ForgetAsync(NodeHost.Call, "c-1", "asked by mail")).Refusal.ShouldBeNull();
            await node.StopAsync();
        }

        File.Move(keys + ".backup", keys, overwrite: true);
        await using var again = await NodeHost.StartAsync(_folder);

        var read = await again.Get<IEventStore>().ReadAsync(SecurityContext.Development, new EventRead("customers"));
        read.Events.ShouldHaveSingleItem().Content.ShouldContain("""{"$forgotten":true}""");
        (await again.Get<ISubjects>().GetAsync(NodeHost.Call, "c-1")).Required.ForgottenAt.ShouldNotBeNull();
    }

    private static async Task AppendAsync(NodeHost node, string subject, string email)
    {
        var happened = new StreamEvent("Registered", 1, $$"""{"id":"{{subject}}","email":"{{email}}","plan":"basic"}""");
        var append = new EventAppend(SecurityContext.Development, "customers", null, [happened], "corr") { Personal = new Dictionary<int, PersonalMembers> { [0] = new(subject, ["/email"]) } };
        (await node.Get<IEventStore>().AppendAsync(append)).Refusal.ShouldBeNull();
    }

    private static async Task<string> DocumentAsync(NodeHost node, string projection, string key)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        NodeReply<ReadModelView> reply;
        while ((reply = await node.Get<IProjections>().DocumentAsync(NodeHost.Call, projection, key, new ReadModelRequest(), patience.Token)).Value is null)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }

        return Encoding.UTF8.GetString(reply.Required.Data.Span);
    }

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
