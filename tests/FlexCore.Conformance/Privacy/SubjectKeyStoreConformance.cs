using FlexCore.Application.Privacy.Keys;
using FlexCore.Domain;
using Shouldly;
using Xunit;

namespace FlexCore.Conformance.Privacy;

/// <summary>What the keys of persons promise, on any store.</summary>
public abstract class SubjectKeyStoreConformance : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TenantId Acme = new("acme");
    private static readonly TenantId Other = new("other");

    protected ISubjectKeyStore Keys { get; private set; } = null!;

    public async Task InitializeAsync() => Keys = await StartAsync();

    public abstract Task DisposeAsync();

    /// <summary>Opens an empty store.</summary>
    protected abstract Task<ISubjectKeyStore> StartAsync();

    [Fact]
    public async Task A_key_that_was_added_is_found_again_and_nobody_elses()
    {
        var key = KeyOf("ana", 1);
        ShouldBeEqual(await Keys.AddAsync(key), key);

        ShouldBeEqual(await Keys.FindAsync(Acme, "ana"), key);
        (await Keys.FindAsync(Other, "ana")).ShouldBeNull();
        (await Keys.FindAsync(Acme, "Ana")).ShouldBeNull("subjects differ by case");
        (await Keys.FindAsync(Acme, "an")).ShouldBeNull();
    }

    [Fact]
    public async Task Of_several_keys_for_one_person_the_first_is_kept()
    {
        var added = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Keys.AddAsync(KeyOf("ana", number)).AsTask()));
        var kept = await Keys.FindAsync(Acme, "ana");

        foreach (var one in added)
        {
            ShouldBeEqual(one, kept);
        }
    }

    [Fact]
    public async Task A_destroyed_key_has_no_bytes_left_and_stays_destroyed()
    {
        await Keys.AddAsync(KeyOf("ana", 1));
        (await Keys.ForgetAsync(Acme, "bob", Noon)).ShouldBeNull("there never was a key");

        var left = await Keys.ForgetAsync(Acme, "ana", Noon.AddHours(1));

        (left?.IsForgotten, left?.ForgottenAt, left?.Wrapped.Length).ShouldBe((true, Noon.AddHours(1), 0));
        ShouldBeEqual(await Keys.FindAsync(Acme, "ana"), left);
        ShouldBeEqual(await Keys.ForgetAsync(Acme, "ana", Noon.AddHours(2)), left, "the first instant stays");
        ShouldBeEqual(await Keys.AddAsync(KeyOf("ana", 2)), left, "no key comes after");
    }

    [Fact]
    public async Task Wrapping_anew_changes_the_wrap_alone_and_never_revives_what_was_destroyed()
    {
        var key = await Keys.AddAsync(KeyOf("ana", 1));
        (await Keys.RewrapAsync(key, "k2", new byte[] { 9, 9 })).ShouldBeTrue();
        ShouldBeEqual(await Keys.FindAsync(Acme, "ana"), key with { MasterId = "k2", Wrapped = new byte[] { 9, 9 } });
        (await Keys.RewrapAsync(key, "k3", new byte[] { 7 })).ShouldBeFalse("somebody else has wrapped it meanwhile");

        var known = await Keys.FindAsync(Acme, "ana") ?? throw new InvalidOperationException("gone");
        await Keys.ForgetAsync(Acme, "ana", Noon);
        (await Keys.RewrapAsync(known, "k3", new byte[] { 7 })).ShouldBeFalse();
        (await Keys.FindAsync(Acme, "ana"))?.Wrapped.Length.ShouldBe(0);
    }

    [Fact]
    public async Task Keys_are_listed_by_tenant_and_person_in_parts_of_any_size()
    {
        foreach (var subject in new[] { "b", "a", "c:1", "B" })
        {
            await Keys.AddAsync(KeyOf(subject, 1));
        }

        await Keys.AddAsync(KeyOf("a", 1) with { Tenant = Other });
        await Keys.ForgetAsync(Acme, "a", Noon);

        foreach (var size in new[] { 1, 2, 3, 100 })
        {
            (await PagesAsync(Acme, size)).ShouldBe(["acme/B", "acme/a", "acme/b", "acme/c:1"], $"pages of {size}");
            (await PagesAsync(null, size)).ShouldBe(["acme/B", "acme/a", "acme/b", "acme/c:1", "other/a"], $"pages of {size}");
        }
    }

    protected static SubjectKey KeyOf(string subject, int number) =>
        new(Acme, subject, new Guid(number, 0, 0, new byte[8]), "k1", Enumerable.Range(0, 60).Select(i => (byte)(i * 7 + number)).ToArray(), Noon.AddMinutes(number));

    private static void ShouldBeEqual(SubjectKey? actual, SubjectKey? expected, string? because = null)
    {
        (actual is null ? null : actual with { Wrapped = default }).ShouldBe(expected is null ? null : expected with { Wrapped = default }, because);
        actual?.Wrapped.ToArray().ShouldBe(expected?.Wrapped.ToArray(), because);
    }

    private async Task<List<string>> PagesAsync(TenantId? tenant, int size)
    {
        var found = new List<string>();
        SubjectKey? last = null;
        while (await Keys.ListAsync(tenant, last, size) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(size);
            found.AddRange(page.Select(key => $"{key.Tenant}/{key.Subject}"));
            last = page[^1];
        }

        return found;
    }
}
