using System.Text;
using FlexCore.Application.EventStreams;
using FlexCore.Application.EventTransfer;
using FlexCore.Application.Nodes;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.EventStreams;

/// <summary>What export and import promise, whatever store they stand on (issue 5).</summary>
public abstract class EventTransferConformance : IAsyncLifetime
{
    private static readonly SecurityContext Ana = new(new TenantId("acme"), "user:ana");
    private static readonly SecurityContext Bob = new(new TenantId("acme"), "user:bob");
    private static readonly ExportRequest All = new(new EventFilter { Kind = EventStreamDecider.Kind });
    private TransferHarness? _from;
    private TransferHarness? _to;

    private TransferHarness From => _from ?? throw new InvalidOperationException("The store was not opened.");

    private TransferHarness To => _to ?? throw new InvalidOperationException("The store was not opened.");

    public async Task InitializeAsync() => (_from, _to) = (await StartAsync(), await StartAsync());

    public async Task DisposeAsync()
    {
        await (_from?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_to?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261128)]
    public async Task Imported_into_an_empty_store_an_export_gives_an_equal_one_also_after_a_crash(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            await From.Store.AppendAsync(Append($"s-{random.Next(9)}", null, [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomEvent(random))]));
        }

        var file = await ExportAsync(From, All);
        var report = await ImportAsync(file);
        await To.CrashAsync();

        (report.Imported, report.Present, report.Others).ShouldBe((report.Events, 0, 0), $"seed {seed}");
        EventsOf(await ExportAsync(To, All)).ShouldBe(EventsOf(file), $"seed {seed}");
    }

    [Fact]
    public async Task The_same_file_twice_brings_nothing_twice_and_half_of_it_is_completed()
    {
        await AppendManyAsync(From, "a", 3_000);
        await AppendManyAsync(From, "b", 10);
        var file = await ExportAsync(From, All);
        await To.Import.ImportAsync(new ImportRequest(Ana, await ExportAsync(From, new ExportRequest(new EventFilter { Kind = EventStreamDecider.Kind, Stream = "b" })), "c"));

        var second = await ImportAsync(file);
        var third = await ImportAsync(file);

        (second.Imported, second.Present).ShouldBe((3_000, 10));
        (third.Imported, third.Present).ShouldBe((0, 3_010));
        EventsOf(await ExportAsync(To, All)).ShouldBe(EventsOf(file));
    }

    [Fact]
    public async Task An_imported_event_keeps_id_time_principal_and_chain_and_the_store_knows_who_brought_it()
    {
        await From.Store.AppendAsync(Append("a", null, new StreamEvent("t", 4, "{}")) with { CausationId = "cause-7" });
        var original = (await From.Store.ReadAsync(Ana, new EventRead("a"))).Events.Single();

        await To.Import.ImportAsync(new ImportRequest(Bob, await ExportAsync(From, All), "import-1"));

        var imported = (await To.Store.ReadAsync(Ana, new EventRead("a"))).Events.Single();
        (imported.Id, imported.At, imported.Principal, imported.CorrelationId, imported.CausationId).ShouldBe((original.Id, original.At, "user:ana", "corr-1", "cause-7"));
        (imported.Stored.Metadata.Principal, imported.Stored.Metadata.CorrelationId, imported.Stored.SchemaVersion).ShouldBe(("user:bob", "import-1", 4));
    }

    [Fact]
    public async Task What_is_appended_while_an_export_is_read_is_not_in_it()
    {
        await AppendManyAsync(From, "a", 2_500);
        await AppendManyAsync(From, "b", 700);
        var opened = (await From.Export.OpenAsync(Ana, All)).Required;
        var file = new MemoryStream();
        var round = 0;
        await foreach (var lines in opened.ReadAsync())
        {
            // A writer that is never slower than the reader.
            await From.Store.AppendAsync(Append("a", null, Event("late")));
            await From.Store.AppendAsync(Append($"new-{round++}", null, Event("late")));
            file.Write(lines.Span);
        }

        round.ShouldBeGreaterThan(2);
        var events = EventsOf(file.ToArray());
        events.Count.ShouldBe(3_200);
        events.ShouldAllBe(line => !line.Contains("\"late\"", StringComparison.Ordinal));
        var rest = await ExportAsync(From, All with { After = (await ReadAsync(file.ToArray())).Cursor });
        EventsOf(rest).Count.ShouldBe(round * 2, "the next export begins where this one ended");
    }

    [Fact]
    public async Task An_export_goes_on_behind_any_mark_and_is_whole()
    {
        await AppendManyAsync(From, "a", 12_000);
        await AppendManyAsync(From, "b", 9_000);
        var whole = await ExportAsync(From, All);
        var lines = Encoding.UTF8.GetString(whole).Split('\n');
        var mark = Array.FindIndex(lines, line => line.StartsWith("{\"mark\"", StringComparison.Ordinal));
        mark.ShouldBeGreaterThan(0);
        var begun = Encoding.UTF8.GetBytes(string.Join('\n', lines[..(mark + 1)]) + "\n");
        var (header, cursor) = await ReadAsync(begun, isWhole: false);
        await From.Store.AppendAsync(Append("a", null, Event("late")));

        var rest = await ExportAsync(From, All with { After = cursor, Until = header.Until });

        byte[] resumed = [.. begun, .. rest];
        await ReadAsync(resumed);
        EventsOf(resumed).ShouldBe(EventsOf(whole));
    }

    [Fact]
    public async Task Only_what_is_wanted_is_exported_and_streams_with_holes_are_not_imported_as_if_they_were_whole()
    {
        await From.Store.AppendAsync(Append("a", null, Event("x"), Event("y") with { Tags = ["vip"] }, Event("x")));
        await From.Store.AppendAsync(Append("b", null, Event("y")) with { CorrelationId = "corr-2" });

        EventsOf(await ExportAsync(From, Filtered(filter => filter with { Stream = "a" }))).Count.ShouldBe(3);
        EventsOf(await ExportAsync(From, Filtered(filter => filter with { Type = "y" }))).Count.ShouldBe(2);
        EventsOf(await ExportAsync(From, Filtered(filter => filter with { Tag = "vip" }))).Count.ShouldBe(1);
        EventsOf(await ExportAsync(From, Filtered(filter => filter with { CorrelationId = "corr-2" }))).Count.ShouldBe(1);
        EventsOf(await ExportAsync(From, Filtered(filter => filter with { Kind = "pipeline" }))).ShouldBeEmpty();
        EventsOf(await ExportAsync(From, Filtered(filter => filter with { Stream = "nobody" }))).ShouldBeEmpty();

        var refusal = (await To.Import.ImportAsync(new ImportRequest(Ana, await ExportAsync(From, Filtered(filter => filter with { Type = "x" })), "c"))).Refusal.ShouldNotBeNull();
        refusal.Code.ShouldBe("import-gap");
        refusal.Message.ShouldStartWith("Line 3: the event is version 3 of 'a', and the stream has 1 here: versions 2 to 2 are missing.");
    }

    [Fact]
    public async Task Another_event_at_the_same_version_is_never_overwritten()
    {
        await From.Store.AppendAsync(Append("a", null, Event("x"), Event("y")));
        await To.Store.AppendAsync(Append("a", null, Event("mine")));

        var refusal = (await To.Import.ImportAsync(new ImportRequest(Ana, await ExportAsync(From, All), "c"))).Refusal.ShouldNotBeNull();

        refusal.Code.ShouldBe("import-conflict");
        refusal.Message.ShouldStartWith("Line 2: 'a' has another event as version 1");
        (await To.Store.ReadAsync(Ana, new EventRead("a"))).Events.Single().Stored.Type.ShouldBe("mine");
    }

    [Fact]
    public async Task Trying_an_import_tells_what_it_would_do_and_writes_nothing()
    {
        await From.Store.AppendAsync(Append("a", null, Event("x"), Event("y")));
        await From.Store.AppendAsync(Append("b", null, Event("x")));
        var request = new ImportRequest(Ana, await ExportAsync(From, All), "c") { DryRun = true };

        var tried = (await To.Import.ImportAsync(request)).Required;
        (tried.Imported, tried.Present, tried.Streams, tried.DryRun).ShouldBe((3, 0, 2, true));
        (await To.Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery())).Required.Items.ShouldBeEmpty();

        await To.Import.ImportAsync(request with { DryRun = false });
        var again = (await To.Import.ImportAsync(request)).Required;
        (again.Imported, again.Present).ShouldBe((0, 3));
        await To.Store.AppendAsync(Append("c", null, Event("mine")));
        await From.Store.AppendAsync(Append("c", null, Event("x")));
        (await To.Import.ImportAsync(request with { File = await ExportAsync(From, All) })).Refusal.ShouldNotBeNull().Code.ShouldBe("import-conflict");
    }

    [Fact]
    public async Task A_damaged_file_is_refused_before_anything_is_imported()
    {
        await From.Store.AppendAsync(Append("a", null, Event("x"), Event("y")));
        var file = await ExportAsync(From, All);
        file[^200] ^= 1;

        var refusal = (await To.Import.ImportAsync(new ImportRequest(Ana, file, "c"))).Refusal.ShouldNotBeNull();

        (refusal.Code, refusal.Message.EndsWith("Nothing was imported.", StringComparison.Ordinal)).ShouldBe(("damaged-export", true), refusal.Message);
        (await To.Store.ListAsync(Ana, EventStreamDecider.Kind, new PageQuery())).Required.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_of_another_store_and_a_caller_without_name_are_refused()
    {
        await From.Store.AppendAsync(Append("a", null, Event("x")));
        var cursor = (await ReadAsync(await ExportAsync(From, All))).Cursor;

        (await To.Export.OpenAsync(Ana, All with { After = cursor })).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-cursor");
        (await To.Export.OpenAsync(Ana, All with { Until = cursor })).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-cursor");
        (await From.Export.OpenAsync(Ana, All with { After = "nonsense" })).Refusal.ShouldNotBeNull().Code.ShouldBe("bad-cursor");
        (await From.Export.OpenAsync(Ana with { Principal = "" }, All)).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");
        (await To.Import.ImportAsync(new ImportRequest(Ana with { Principal = "" }, default, "c"))).Refusal.ShouldNotBeNull().Code.ShouldBe("no-principal");
        EventsOf(await ExportAsync(From, All, new SecurityContext(new TenantId("other"), "user:eve"))).ShouldBeEmpty("tenants see their own events only");
    }

    /// <summary>Opens an empty store with an identity of its own.</summary>
    protected abstract Task<TransferHarness> StartAsync();

    private static StreamEvent Event(string type) => new(type, 1, """{"n":1}""");

    private static StreamEvent RandomEvent(Random random) => new($"type-{random.Next(5)}", random.Next(1, 4), $$"""{"n":{{random.Next()}}.50,"text":"{{new string((char)random.Next(0xA0, 0x2FFF), random.Next(20))}}\u00e4"}""")
    {
        Metadata = random.Next(3) == 0 ? """{"ip":"::1"}""" : null,
        Tags = random.Next(3) == 0 ? ["vip", "eu west ü"] : [],
        AggregateType = random.Next(3) == 0 ? "Order" : null,
    };

    private static EventAppend Append(string stream, long? expected, params ReadOnlySpan<StreamEvent> events) => new(Ana, stream, expected, ValueList.Create(events), "corr-1");

    private static ExportRequest Filtered(Func<EventFilter, EventFilter> filter) => new(filter(All.Filter));

    private static async Task AppendManyAsync(TransferHarness harness, string stream, int count)
    {
        for (var done = 0; done < count; done += 1_000)
        {
            await harness.Store.AppendAsync(Append(stream, null, [.. Enumerable.Range(0, Math.Min(1_000, count - done)).Select(_ => Event("e"))]));
        }
    }

    private static async Task<byte[]> ExportAsync(TransferHarness harness, ExportRequest request, SecurityContext? security = null)
    {
        var file = new MemoryStream();
        await foreach (var lines in (await harness.Export.OpenAsync(security ?? Ana, request)).Required.ReadAsync())
        {
            file.Write(lines.Span);
        }

        return file.ToArray();
    }

    private static async Task<(EventFileHeader Header, string Cursor)> ReadAsync(byte[] file, bool isWhole = true)
    {
        using var reader = new EventFileReader();
        await foreach (var (line, _) in EventFileLines.ReadAsync(new MemoryStream(file)))
        {
            reader.Take(line);
        }

        if (isWhole)
        {
            reader.Finish();
        }

        return (reader.Header.ShouldNotBeNull(), reader.Place.ShouldNotBeNull().Cursor);
    }

    // Between streams no order is promised, so files are equal when they have the same lines.
    private static IReadOnlyList<string> EventsOf(byte[] file) =>
        [.. Encoding.UTF8.GetString(file).Split('\n').Where(line => line.StartsWith("{\"id\"", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<ImportReport> ImportAsync(byte[] file) => (await To.Import.ImportAsync(new ImportRequest(Ana, file, "import-1"))).Required;
}
