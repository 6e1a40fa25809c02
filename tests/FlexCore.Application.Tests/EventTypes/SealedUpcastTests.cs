using System.Text;
using FlexCore.Application.EventTypes;
using FlexCore.Application.Privacy.Sealing;
using FlexCore.Application.Tests.Privacy;

namespace FlexCore.Application.Tests.EventTypes;

/// <summary>Sealed values and steps: a value that has moved opens where it is now, nothing else does, and no step sees inside.</summary>
public sealed class SealedUpcastTests
{
    private static readonly DeclaredEventTypes Types = DeclaredEventTypes.Create(
    [
        new EventType("Placed", [new EventTypeVersion { Next = EventStep.InCode(static data => SampleTypes.Rename(data, "email", "contact")) }, new EventTypeVersion()]),
    ]);

    private readonly PrivacyBench _bench = new();

    [Fact]
    public async Task A_value_that_a_step_has_moved_opens_in_events_and_states()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org","n":1}""", "c-1", "/email"));
        var recorded = DeclaredEventTypesTests.Recorded("Placed", 1, stored);

        var read = await new TypedReader(_bench.Data, Types).OpenAsync(recorded);
        (read.User?.Data, read.User?.SchemaVersion).ShouldBe(("""{"n":1,"contact":"ana@example.org"}""", 2));
        read.Personal.ShouldHaveSingleItem().Members.ShouldBe(["/contact"]);

        var fold = new MergeFold(Types);
        var state = Encoding.UTF8.GetString(fold.Encode(fold.Apply(fold.Begin(), recorded)).Span);
        state.ShouldNotContain("ana@");
        (await _bench.StateAsync(state)).ShouldBe("""{"n":1,"contact":"ana@example.org"}""");
        (await _bench.Data.OpenAsync(recorded)).User?.Data.ShouldBe("""{"email":"ana@example.org","n":1}""", "as it is stored");
    }

    [Fact]
    public async Task A_forgotten_value_is_forgotten_where_it_has_moved()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        await _bench.Store.ForgetAsync(PrivacyBench.Ana.Tenant, "c-1", _bench.Clock.GetUtcNow());
        _bench.Ring.Drop(PrivacyBench.Ana.Tenant, "c-1");
        (await new TypedReader(_bench.Data, Types).OpenAsync(DeclaredEventTypesTests.Recorded("Placed", 1, stored))).User?.Data.ShouldBe("""{"contact":{"$forgotten":true}}""");
    }

    [Fact]
    public async Task A_step_sees_a_sealed_value_and_not_what_is_in_it()
    {
        var seen = "";
        var types = DeclaredEventTypes.Create([new EventType("Placed", [new EventTypeVersion { Next = EventStep.InCode(data => { seen = data.ToJsonString(); return data; }) }, new EventTypeVersion()])]);
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));

        (await new TypedReader(_bench.Data, types).OpenAsync(DeclaredEventTypesTests.Recorded("Placed", 1, stored))).User?.Data.ShouldBe("""{"email":"ana@example.org"}""");
        seen.ShouldContain("$personal");
        seen.ShouldNotContain("ana@");
    }

    [Fact]
    public async Task In_the_log_itself_a_note_of_another_place_opens_nothing()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"email":"ana@example.org"}""", "c-1", "/email"));
        var forged = SealedPlaces.Note(stored).Replace("{\"email\":{\"$", "{\"fax\":{\"$", StringComparison.Ordinal);
        forged.ShouldContain("\"at\":\"/email\"");
        (await _bench.OpenAsync(forged)).User?.Data.ShouldBe("""{"fax":{"$sealed":true}}""");
    }

    [Fact]
    public async Task When_a_step_fails_the_event_is_shown_as_it_is_stored_and_opened()
    {
        var stored = await _bench.SealAsync(PrivacyBench.Append("""{"mail":"ana@example.org"}""", "c-1", "/mail"));
        var read = await new TypedReader(_bench.Data, Types).OpenAsync(DeclaredEventTypesTests.Recorded("Placed", 1, stored));
        (read.User?.Data, read.User?.SchemaVersion).ShouldBe(("""{"mail":"ana@example.org"}""", 1));
        read.UpcastFault.ShouldNotBeNull().ShouldContain("there is no 'email'");
    }
}
