using FlexCore.Application.Streams;
using FlexCore.Streams.Lookups;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Steps;

/// <summary>When a lookup table is read, and which rows count.</summary>
public sealed class LookupTableTests
{
    private readonly FakeReader _reader = new();

    [Fact]
    public async Task A_table_without_refresh_is_read_once_and_kept()
    {
        var table = Table(refresh: null);
        await table.LoadAsync(CancellationToken.None);
        _reader.Change("new");

        await table.LoadAsync(CancellationToken.None);

        (ValueIn(table), _reader.Reads).ShouldBe(("old", 1));
    }

    [Fact]
    public async Task A_table_with_refresh_is_read_anew_at_each_start_and_look_when_it_has_changed()
    {
        var table = Table();
        await table.LoadAsync(CancellationToken.None);
        (await table.RefreshAsync(CancellationToken.None)).ShouldBeFalse("nothing has changed");
        await table.LoadAsync(CancellationToken.None);
        _reader.Reads.ShouldBe(1, "the stamp says that nothing has changed");

        _reader.Change("new");
        (await table.RefreshAsync(CancellationToken.None)).ShouldBeTrue();
        ValueIn(table).ShouldBe("new");

        _reader.Change("newer");
        await table.LoadAsync(CancellationToken.None);
        (ValueIn(table), _reader.Reads).ShouldBe(("newer", 3));
    }

    [Fact]
    public async Task A_table_that_was_written_again_with_the_same_content_is_no_other_table()
    {
        var table = Table();
        await table.LoadAsync(CancellationToken.None);
        var rows = table.Rows;
        _reader.Change("old");

        (await table.RefreshAsync(CancellationToken.None)).ShouldBeFalse();
        (await table.RefreshAsync(CancellationToken.None)).ShouldBeFalse();

        table.Rows.ShouldBeSameAs(rows);
        _reader.Reads.ShouldBe(2, "its new stamp is known after one look");
    }

    [Fact]
    public async Task A_reader_without_stamps_is_asked_each_time()
    {
        _reader.HasStamp = false;
        var table = Table();
        await table.LoadAsync(CancellationToken.None);

        (await table.RefreshAsync(CancellationToken.None)).ShouldBeFalse();

        _reader.Reads.ShouldBe(2);
    }

    [Fact]
    public async Task A_table_that_cannot_be_read_stays_as_it_was_and_is_taken_when_it_can()
    {
        var table = Table();
        await table.LoadAsync(CancellationToken.None);
        _reader.Change("new");
        _reader.Fault = new StreamException("lookup-damaged", "half written");

        for (var look = 0; look < 2; look++)
        {
            await Should.ThrowAsync<StreamException>(async () => await table.RefreshAsync(CancellationToken.None));
            ValueIn(table).ShouldBe("old", $"look {look}");
        }

        _reader.Fault = null;
        (await table.RefreshAsync(CancellationToken.None)).ShouldBeTrue();
        ValueIn(table).ShouldBe("new");
    }

    /// <summary>A write that ends while the table is read must not be missed for good.</summary>
    [Fact]
    public async Task A_change_during_reading_is_found_at_the_next_look()
    {
        var table = Table();
        _reader.WhileReading = () => _reader.Change("new");
        await table.LoadAsync(CancellationToken.None);
        _reader.WhileReading = static () => { };
        ValueIn(table).ShouldBe("old");

        (await table.RefreshAsync(CancellationToken.None)).ShouldBeTrue();

        ValueIn(table).ShouldBe("new");
    }

    [Fact]
    public void Stamps_of_files_follow_content_length_and_existence()
    {
        var folder = Directory.CreateTempSubdirectory("flexcore-stamp-");
        var file = Path.Combine(folder.FullName, "a");
        var none = FileStamp.Of(file, file + "-wal");
        File.WriteAllText(file, "1");
        var one = FileStamp.Of(file, file + "-wal");
        File.WriteAllText(file + "-wal", "1");
        var both = FileStamp.Of(file, file + "-wal");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(1));
        var later = FileStamp.Of(file, file + "-wal");

        new[] { none, one, both, later }.Distinct().Count().ShouldBe(4);
        FileStamp.Of(file, file + "-wal").ShouldBe(later);
        folder.Delete(recursive: true);
    }

    private static string ValueIn(LookupTable table) => table.Rows.Find([Value.Number(1)]).ShouldNotBeNull()[0].AsString();

    private LookupTable Table() => Table(TimeSpan.FromSeconds(1));

    private LookupTable Table(TimeSpan? refresh) => new(_reader, ["k", "v"], 1, "'t'") { Refresh = refresh };

    private sealed class FakeReader : ILookupReader
    {
        private string _value = "old";
        private int _version;

        public int Reads { get; private set; }

        public bool HasStamp { get; set; } = true;

        public Exception? Fault { get; set; }

        public Action WhileReading { get; set; } = static () => { };

        public void Change(string value) => (_value, _version) = (value, _version + 1);

        public string? Stamp() => HasStamp ? $"{_version}" : null;

        public ValueTask ReadAsync(IReadOnlyList<string> columns, LookupRows rows, CancellationToken cancellationToken)
        {
            Reads++;
            if (Fault is { } fault)
            {
                throw fault;
            }

            rows.Add([Value.Number(1), Value.String(_value)]);
            WhileReading();
            return ValueTask.CompletedTask;
        }
    }
}
