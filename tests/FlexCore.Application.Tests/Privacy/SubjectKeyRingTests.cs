using FlexCore.Application.Privacy;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Subjects;
using FlexCore.Domain;

namespace FlexCore.Application.Tests.Privacy;

public sealed class SubjectKeyRingTests
{
    private static readonly TenantId Acme = new("acme");

    [Fact]
    public async Task Another_node_shows_what_was_forgotten_no_longer_than_its_keys_are_kept()
    {
        var bench = new PrivacyBench(new PrivacyOptions { KeyCacheTime = TimeSpan.FromSeconds(10) });
        var stored = await bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        await bench.Store.ForgetAsync(Acme, "c-1", bench.Clock.GetUtcNow());

        bench.Clock.Advance(TimeSpan.FromSeconds(9));
        (await bench.OpenAsync(stored)).User?.Data.ShouldContain("ana@example.org");
        bench.Clock.Advance(TimeSpan.FromSeconds(1));
        (await bench.OpenAsync(stored)).User?.Data.ShouldContain("$forgotten");
    }

    [Fact]
    public async Task A_cache_time_of_zero_keeps_no_key_at_all()
    {
        var bench = new PrivacyBench(new PrivacyOptions { KeyCacheTime = TimeSpan.Zero });
        await bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        bench.Ring.Count.ShouldBe(0);
    }

    [Fact]
    public async Task No_more_keys_are_kept_than_the_bound()
    {
        var bench = new PrivacyBench(new PrivacyOptions { CachedKeysMax = 3 });
        var stored = new List<string>();
        for (var i = 0; i < 20; i++)
        {
            stored.Add(await bench.SealAsync(PrivacyBench.Append($$"""{"email":"ana{{i}}@example.org"}""", $"c-{i}", "/email")));
            bench.Ring.Count.ShouldBeLessThanOrEqualTo(3);
        }

        foreach (var (text, i) in stored.Select((text, i) => (text, i)))
        {
            (await bench.OpenAsync(text)).User?.Data.ShouldContain($"ana{i}@example.org");
        }
    }

    [Fact]
    public async Task After_a_rotation_older_keys_open_and_the_job_wraps_them_anew_so_that_the_older_master_can_go()
    {
        var bench = new PrivacyBench();
        var stored = await bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        await bench.SealAsync(PrivacyBench.Append("""{"email":"bob@example.org"}""", "c-2", "/email"));
        await bench.Store.ForgetAsync(Acme, "c-2", bench.Clock.GetUtcNow());
        bench.Masters.Insert(0, PrivacyBench.Master("k2", 2));
        var job = new RewrapJob(bench.Store, bench.Ring, bench, new PrivacyOptions());

        (await job.RunAsync(default)).ShouldBe("1 of 1 keys wrapped by 'k2'");
        (await job.RunAsync(default)).ShouldBe("0 of 1 keys wrapped by 'k2'");

        bench.Masters.RemoveAt(1);
        bench.Ring.Drop(Acme, "c-1");
        (await bench.OpenAsync(stored)).User?.Data.ShouldContain("ana@example.org");
    }

    [Fact]
    public async Task Another_key_under_the_same_name_is_noticed()
    {
        var bench = new PrivacyBench();
        var stored = await bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        bench.Ring.Drop(Acme, "c-1");
        bench.Masters[0] = PrivacyBench.Master("k1", 9);

        (await Should.ThrowAsync<MasterKeyException>(() => bench.OpenAsync(stored))).Message.ShouldContain("it is not the key that had this name before");
    }

    [Fact]
    public async Task The_wrapped_key_of_one_person_is_of_no_use_to_another()
    {
        var bench = new PrivacyBench();
        await bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        var key = await bench.Store.FindAsync(Acme, "c-1") ?? throw new InvalidOperationException("no key");
        await bench.Store.AddAsync(key with { Subject = "c-2" });

        await Should.ThrowAsync<MasterKeyException>(() => bench.SealAsync(PrivacyBench.Append("""{"email":"bob@example.org"}""", "c-2", "/email")));
    }
}
