using System.Text;
using System.Text.Json;
using FlexCore.Application.EventStreams;
using FlexCore.Application.Privacy.Keys;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Domain;
using FlexCore.Domain.EventStreams;

namespace FlexCore.Application.Tests.Privacy;

public sealed class PersonalDataTests
{
    private const string Plain = """{"total":1.50,"customer":{"email":"ana@example.org","age":41},"tags":["a",{"name":"größe"}]}""";
    private readonly PrivacyBench _bench = new();

    [Fact]
    public async Task What_is_sealed_is_not_readable_and_opens_again_byte_for_byte()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append(Plain, "c-1", "/customer/email", "/customer/age", "/tags/1"));

        stored.ShouldNotContain("ana@example.org");
        stored.ShouldNotContain("\"age\":41");
        stored.ShouldNotContain("größe");
        stored.ShouldStartWith("""{"total":1.50,"customer":{"email":{"$personal":{"subject":"c-1",""");
        var opened = await _bench.OpenAsync(stored);
        opened.User?.Data.ShouldBe(Plain);
        opened.Personal.Single().Members.ShouldBe(["/customer/email", "/customer/age", "/tags/1"]);
    }

    [Fact]
    public async Task The_same_value_never_looks_the_same_twice()
    {
        var append = PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email");
        (await _bench.SealAsync(append)).ShouldNotBe(await _bench.SealAsync(append));
    }

    [Fact]
    public async Task A_forgotten_person_reads_as_forgotten_in_events_and_states_and_everything_else_stays()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append(Plain, "c-1", "/customer/email"));
        await _bench.Store.ForgetAsync(PrivacyBench.Ana.Tenant, "c-1", _bench.Clock.GetUtcNow());
        _bench.Ring.Drop(PrivacyBench.Ana.Tenant, "c-1");

        const string left = """{"total":1.50,"customer":{"email":{"$forgotten":true},"age":41},"tags":["a",{"name":"größe"}]}""";
        (await _bench.OpenAsync(stored)).User?.Data.ShouldBe(left);
        (await _bench.StateAsync(stored)).ShouldBe(left);
        (await _bench.RefusalAsync(PrivacyBench.Append(Plain, "c-1", "/customer/email"))).Code.ShouldBe("subject-forgotten");
    }

    [Theory]
    [InlineData("orders-2", "acme")]
    [InlineData("orders-1", "other")]
    public async Task A_sealed_value_that_is_copied_to_another_stream_or_tenant_does_not_open(string stream, string tenant)
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        (await _bench.OpenAsync(stored, stream, tenant)).User?.Data.ShouldBe("""{"email":{"$sealed":true}}""");
    }

    [Fact]
    public async Task A_sealed_value_opens_at_its_own_place_only_and_not_when_it_was_changed()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        (await _bench.OpenAsync(stored.Replace("\"email\"", "\"fax\"", StringComparison.Ordinal))).User?.Data.ShouldBe("""{"fax":{"$sealed":true}}""");

        var at = stored.IndexOf("\"value\":\"", StringComparison.Ordinal) + 30;
        var changed = stored[..at] + (stored[at] == 'A' ? 'B' : 'A') + stored[(at + 1)..];
        (await _bench.OpenAsync(changed)).User?.Data.ShouldBe("""{"email":{"$sealed":true}}""");
    }

    [Theory]
    [InlineData("/fax", "has nothing at '/fax'")]
    [InlineData("email", "is no JSON pointer")]
    public async Task A_member_that_would_not_be_sealed_as_asked_is_refused(string member, string says) =>
        (await _bench.RefusalAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", member))).Message.ShouldContain(says);

    [Fact]
    public async Task A_member_inside_another_personal_member_is_refused() =>
        (await _bench.RefusalAsync(PrivacyBench.Append(Plain, "c-1", "/customer", "/customer/email"))).Message.ShouldContain("inside another personal member");

    [Theory]
    [InlineData("mail:ana@example.org")]
    [InlineData("ANA@example.org")]
    public async Task A_tag_that_gives_a_personal_value_away_is_refused_without_quoting_it(string tag)
    {
        var append = PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email");
        var refusal = await _bench.RefusalAsync(append with { Events = [append.Events[0] with { Tags = [tag] }] });

        refusal.Message.ShouldContain("in a tag");
        refusal.Message.ShouldNotContain("ana@", Case.Insensitive);
    }

    [Fact]
    public async Task Metadata_that_gives_a_personal_value_away_is_refused()
    {
        var append = PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email");
        (await _bench.RefusalAsync(append with { Events = [append.Events[0] with { Metadata = """{"from":"ana@example.org"}""" }] })).Message.ShouldContain("in its metadata");
    }

    [Theory]
    [InlineData("""{"$personal":{}}""")]
    [InlineData("""{"a":[{"\u0024personal":1}]}""")]
    public async Task The_mark_of_sealed_values_is_kept_for_them(string data)
    {
        var append = new EventAppend(PrivacyBench.Ana, "orders-1", null, [new StreamEvent("Placed", 1, data)], "corr");
        (await _bench.RefusalAsync(append)).Message.ShouldContain("'$personal'");
    }

    [Fact]
    public async Task What_is_not_personal_is_not_touched_and_needs_no_key()
    {
        _bench.Masters.Clear();
        var append = new EventAppend(PrivacyBench.Ana, "orders-1", null, [new StreamEvent("Placed", 1, Plain)], "corr") { RequestHash = new string('a', 32) };
        var ready = (await _bench.Data.SealAsync(append, default)).Append;

        ready.ShouldBeSameAs(append);
        var opened = await _bench.OpenAsync(Plain);
        opened.User?.Data.ShouldBe(Plain);
        opened.Personal.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_master_key_nothing_personal_is_written_or_shown()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append(Plain, "c-1", "/customer/email"));
        _bench.Ring.Drop(PrivacyBench.Ana.Tenant, "c-1");
        _bench.Masters.Clear();

        await Should.ThrowAsync<MasterKeyException>(() => _bench.OpenAsync(stored));
        await Should.ThrowAsync<MasterKeyException>(() => _bench.SealAsync(PrivacyBench.Append(Plain, "c-2", "/customer/email")));
    }

    [Fact]
    public async Task The_hash_of_a_request_with_personal_values_is_the_same_again_and_dies_with_the_key()
    {
        var append = PrivacyBench.Append(Plain, "c-1", "/customer/email") with { IdempotencyKey = "k", RequestHash = new string('a', 32) };
        var first = (await _bench.Data.SealAsync(append, default)).Append?.RequestHash;
        var second = (await _bench.Data.SealAsync(append, default)).Append?.RequestHash;

        first.ShouldBe(second);
        first.ShouldNotBe(append.RequestHash);
        first?.Length.ShouldBe(32);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Any_document_comes_back_byte_for_byte(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var data = Documents.Next(random, 3);
            var pointers = Documents.Pointers(data).Where(_ => random.Next(3) == 0).ToList();
            var apart = pointers.Where(pointer => !pointers.Exists(other => other != pointer && pointer.StartsWith(other + "/", StringComparison.Ordinal))).Distinct().Take(PersonalMembers.MembersMax).ToArray();
            if (apart.Length > 0)
            {
                var stored = await _bench.SealAsync(PrivacyBench.Append(data, $"s-{random.Next(5)}", apart));
                (await _bench.OpenAsync(stored)).User?.Data.ShouldBe(data, $"seed {seed}, round {round}: {string.Join(' ', apart)}");
                using var parsed = JsonDocument.Parse(stored);
                stored.Contains("secret", StringComparison.Ordinal).ShouldBe(Without(data, apart).Contains("secret", StringComparison.Ordinal), $"seed {seed}, round {round}");
            }
        }
    }

    private static string Without(string data, string[] pointers)
    {
        var bytes = Encoding.UTF8.GetBytes(data);
        var places = JsonPlaces.At(bytes, pointers.ToHashSet(StringComparer.Ordinal));
        return Encoding.UTF8.GetString(JsonPlaces.Replace(bytes, places, [.. places.Select(_ => "0"u8.ToArray())]));
    }
}
