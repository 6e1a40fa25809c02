using System.Text;
using System.Text.Json;
using FlexCore.Actors.Entities;
using FlexCore.Application.Events;
using FlexCore.Application.Journal;
using FlexCore.Conformance.Entities;
using FlexCore.Domain;

namespace FlexCore.Actors.Tests.Entities;

/// <summary>What a snapshot holds besides the state, and what is refused instead of believed.</summary>
public sealed class SnapshotEnvelopeTests
{
    private static readonly NumberCodec Codec = new();

    [Fact]
    public void State_version_and_answers_come_back()
    {
        var snapshot = Encode(42, 7, ("a", new RememberedAnswer(3, null)), ("b", new RememberedAnswer(5, new Refusal("poor", "Not enough \"money\"."))));
        var answers = new AnswerMemory(10);

        SnapshotEnvelope.Decode(snapshot, Codec, answers).ShouldBe(42);

        snapshot.Version.ShouldBe(7);
        snapshot.Stream.ShouldBe(Ledgers.Id("a"));
        answers.ToArray().ShouldBe(
            [
                KeyValuePair.Create("a", new RememberedAnswer(3, null)),
                KeyValuePair.Create("b", new RememberedAnswer(5, new Refusal("poor", "Not enough \"money\"."))),
            ]);
    }

    [Fact]
    public void The_stored_form_is_an_object_of_state_and_answers() =>
        Encoding.UTF8.GetString(Encode(42, 7, ("k", new RememberedAnswer(3, null))).Payload.Span)
            .ShouldBe("""{"state":42,"answers":[{"key":"k","version":3}]}""");

    /// <summary>The member is new; a snapshot without it, as above, is still read and written.</summary>
    [Fact]
    public void What_was_asked_stands_beside_its_answer()
    {
        var snapshot = Encode(42, 7, ("k", new RememberedAnswer(3, null, "0123456789abcdef0123456789abcdef")));
        var answers = new AnswerMemory(10);
        SnapshotEnvelope.Decode(snapshot, Codec, answers);

        Encoding.UTF8.GetString(snapshot.Payload.Span).ShouldBe("""{"state":42,"answers":[{"key":"k","version":3,"request":"0123456789abcdef0123456789abcdef"}]}""");
        answers.ToArray().ShouldHaveSingleItem().Value.RequestHash.ShouldBe("0123456789abcdef0123456789abcdef");
    }

    [Fact]
    public void A_smaller_memory_keeps_the_newest_answers()
    {
        var snapshot = Encode(1, 9, [.. Enumerable.Range(1, 9).Select(i => ($"k{i}", new RememberedAnswer(i, null)))]);
        var answers = new AnswerMemory(3);

        SnapshotEnvelope.Decode(snapshot, Codec, answers);

        answers.ToArray().Select(pair => pair.Key).ShouldBe(["k7", "k8", "k9"]);
    }

    [Theory]
    [InlineData("other", 2, "The snapshot is 'other' version 2, not 'number' version 2.")]
    [InlineData("number", 1, "The snapshot is 'number' version 1, not 'number' version 2.")]
    [InlineData("number", 3, "The snapshot is 'number' version 3, not 'number' version 2.")]
    public void A_snapshot_of_another_shape_is_refused(string type, int schemaVersion, string message)
    {
        var snapshot = Encode(42, 7) with { Type = type, SchemaVersion = schemaVersion };

        Should.Throw<JsonException>(() => SnapshotEnvelope.Decode(snapshot, Codec, new AnswerMemory(1))).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"state":42}""")]
    [InlineData("""{"answers":[]}""")]
    [InlineData("""{"state":42,"answers":{}}""")]
    [InlineData("""{"state":42,"answers":null}""")]
    [InlineData("""{"state":42,"answers":[7]}""")]
    [InlineData("""{"state":42,"answers":[{"version":1}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":null,"version":1}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":7,"version":1}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":"k"}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":"k","version":1.5}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":"k","version":1,"request":7}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":"k","version":1,"request":"short"}]}""")]
    [InlineData("""{"state":42,"answers":[{"key":"k","version":1,"request":null}]}""")]
    public void A_damaged_snapshot_is_refused_as_unreadable(string payload)
    {
        var snapshot = Encode(42, 7) with { Payload = Encoding.UTF8.GetBytes(payload) };

        Should.Throw<JsonException>(() => SnapshotEnvelope.Decode(snapshot, Codec, new AnswerMemory(1)));
    }

    private static StoredSnapshot Encode(int state, long version, params (string Key, RememberedAnswer Answer)[] answers) =>
        SnapshotEnvelope.Encode(
            Ledgers.Id("a"), Codec, new SnapshotDraft<int>(state, version, [.. answers.Select(pair => KeyValuePair.Create(pair.Key, pair.Answer))]));

    private sealed class NumberCodec : ISnapshotCodec<int>
    {
        public string Type => "number";

        public int SchemaVersion => 2;

        public ReadOnlyMemory<byte> Encode(int state) => JsonSerializer.SerializeToUtf8Bytes(state);

        public int Decode(ReadOnlyMemory<byte> payload) => JsonSerializer.Deserialize<int>(payload.Span);
    }
}
