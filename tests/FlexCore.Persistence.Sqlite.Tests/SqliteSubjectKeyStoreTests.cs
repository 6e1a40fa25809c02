using FlexCore.Application.Privacy.Keys;
using FlexCore.Conformance.Privacy;
using FlexCore.Domain;
using FlexCore.Persistence.Faults;

namespace FlexCore.Persistence.Sqlite.Tests;

public sealed class SqliteSubjectKeyStoreTests : SubjectKeyStoreConformance, IDisposable
{
    private readonly TempFolder _folder = new();
    private SqliteStore? _store;

    public override Task DisposeAsync() => CloseAsync();

    public void Dispose() => _folder.Dispose();

    protected override async Task<ISubjectKeyStore> StartAsync() => (_store = await StoreFixture.OpenAsync(_folder)).SubjectKeys;

    [Fact]
    public async Task Keys_are_there_after_the_store_was_opened_again()
    {
        await Keys.AddAsync(KeyOf("ana", 1));
        await CloseAsync();
        var again = await StartAsync();

        (await again.FindAsync(new TenantId("acme"), "ana"))?.KeyId.ShouldBe(KeyOf("ana", 1).KeyId);
    }

    [Fact]
    public async Task No_file_of_the_folder_has_the_bytes_of_a_destroyed_key()
    {
        var key = KeyOf("ana", 1);
        await Keys.AddAsync(KeyOf("bob", 2));
        await Keys.AddAsync(key);
        FilesWith(key.Wrapped.Span).ShouldNotBeEmpty("the test looks for the right bytes");

        await Keys.ForgetAsync(new TenantId("acme"), "ana", DateTimeOffset.UnixEpoch);

        FilesWith(key.Wrapped.Span).ShouldBeEmpty();
        FilesWith(KeyOf("bob", 2).Wrapped.Span).ShouldNotBeEmpty("the other's key is untouched");
    }

    [Fact]
    public async Task A_file_of_another_store_is_refused_and_not_changed()
    {
        using var other = new TempFolder();
        await (await StoreFixture.OpenAsync(other)).DisposeAsync();
        await CloseAsync();
        var path = Path.Combine(_folder.Path, "subject_keys.db");
        File.Copy(Path.Combine(other.Path, "subject_keys.db"), path, overwrite: true);
        var before = await File.ReadAllBytesAsync(path);

        var error = await Should.ThrowAsync<StoreException>(() => StoreFixture.OpenAsync(_folder));

        error.Message.ShouldContain("belongs to another store");
        (await File.ReadAllBytesAsync(path)).ShouldBe(before);
    }

    [Fact]
    public void The_file_can_be_read_by_its_owner_alone()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder.Path, "subject_keys.db")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private List<string> FilesWith(ReadOnlySpan<byte> bytes)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.db*"))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes[..16]) >= 0 || content.AsSpan().IndexOf(bytes[^16..]) >= 0)
            {
                found.Add(file);
            }
        }

        return found;
    }

    private async Task CloseAsync()
    {
        if (_store is { } store)
        {
            await store.DisposeAsync();
        }
    }
}
