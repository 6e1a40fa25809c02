using FlexCore.Application.EventTypes;
using FlexCore.Streams.EventTypes;

namespace FlexCore.Streams.Tests.EventTypes;

public sealed class EventTypeLoaderTests
{
    private const string Placed = """
        types:
          - type: OrderPlaced
            versions:
              - version: 1
                members: { total: number, note: text?, paid: boolean }
                example: { total: 12.50, paid: false, lines: [{ sku: a, at: 2 }] }
                becomes: { amount: { value: 12.50, currency: EUR }, lines: [{ sku: a, at: 2 }], skus: [a] }
                next:
                  rename: { note: remark }
                  remove: [paid, total]
                  set:
                    amount: "{ value: data.total, currency: data.total > 1000 ? 'USD' : 'EUR' }"
                    skus: data.lines?.map(line => line.sku)
              - version: 2
                members: { amount: object }
                example: { amount: { value: 1 } }
        """;

    [Fact]
    public void A_step_removes_renames_and_sets_with_the_data_as_it_was()
    {
        var types = Types(Placed);
        Assert.Equal("OrderPlaced", Assert.Single(types.All).Name);
        Assert.Equal(
            new UpcastOutcome(2, """{"remark":"x","more":123456789012345678901234567890,"amount":{"value":2000.1,"currency":"USD"}}""", null),
            types.Upcast("OrderPlaced", 1, """{"total":2000.10,"note":"x","paid":true,"more":123456789012345678901234567890}"""));
    }

    [Fact]
    public void A_contract_says_what_a_step_does() =>
        Assert.Contains(
            """
              member note: text?
              member paid: boolean
              member total: number
              next remove paid
              next remove total
              next rename note -> remark
              next set amount = { value: data.total, currency: data.total > 1000 ? 'USD' : 'EUR' }
              next set skus = data.lines?.map(line => line.sku)
              example {"total":12.50,"paid":false,"lines":[{"sku":"a","at":2}]}
              reads {"lines":[{"sku":"a","at":2}],"amount":{"value":12.5,"currency":"EUR"},"skus":["a"]}
            """.ReplaceLineEndings("\n"),
            EventContracts.Write(Types(Placed)),
            StringComparison.Ordinal);

    [Fact]
    public void Members_may_change_places_and_what_is_missing_stays_missing()
    {
        var types = Types(Step("{ rename: { a: b, b: a, c: d }, remove: x, set: { e: data.nothing, f: 'null', g: type } }"));
        Assert.Equal("""{"b":1,"a":[2],"f":null,"g":"T"}""", types.Upcast("T", 1, """{"a":1,"b":[2]}""").Data);
        Assert.Equal("{}", Types(Step("{}")).Upcast("T", 1, "{}").Data);
    }

    [Theory]
    [InlineData("{ rename: { a: b } }", """{"a":1,"b":2}""", "two members would be named 'b'; remove one of them in the step")]
    [InlineData("{ rename: { a: b } }", """{"b":2,"a":1}""", "two members would be named 'b'")]
    [InlineData("{ set: { b: data.a.c } }", """{"a":null}""", "'b' cannot be set to 'data.a.c'")]
    [InlineData("{ set: { b: data.a.toUpperCase() } }", """{"a":{"$personal":{"subject":"s"}}}""", "'b' cannot be set to 'data.a.toUpperCase()'")]
    public void What_a_step_did_not_foresee_leaves_the_data_as_it_is(string step, string data, string reason)
    {
        var outcome = Types(Step(step)).Upcast("T", 1, data);
        Assert.Equal((1, data), (outcome.Version, outcome.Data));
        Assert.Contains(reason, outcome.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "The file is empty")]
    [InlineData("a: 1", 1, 1, "The file needs the key 'types'.")]
    [InlineData("[]", 1, 1, "Declarations must be a mapping, not a list.")]
    [InlineData("types: []", 1, 8, "'types' must be a list with at least one entry, not an empty one.")]
    [InlineData("types: [{ type: A, versions: {} }]", 1, 30, "'versions' must be a list with at least one entry, not a mapping.")]
    [InlineData("types: [{ typ: A, versions: [{ version: 1 }] }]", 1, 11, "The type has no key 'typ'.")]
    [InlineData("types:\n  - type: no name\n    versions: [{ version: 1 }]", 2, 11, "The type 'no name' of event 1 may hold only letters")]
    [InlineData("types:\n  - type: A\n    versions: [{ version: 1 }]\n  - type: A\n    versions: [{ version: 1 }]", 4, 5, "The type 'A' is declared twice.")]
    [InlineData("types:\n  - type: A\n    versions: [{ version: 2 }]", 3, 27, "Version '2' of 'A' stands where version 1 must.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n      - version: 2", 4, 9, "Version 1 of 'A' has no step to version 2.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        members: { a: string }", 5, 23, "'string' is no kind of member.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        members: { a: 1 }", 5, 23, "'1' is no kind of member.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        members: { a: text }\n        example: { a: 1 }", 6, 18, "The example of version 1 of 'A' has a number as member 'a', which is declared as text.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { rename: { a: b }, remove: a }\n      - version: 2", 5, 43, "'a' is renamed and removed.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { rename: { a: b, c: b } }\n      - version: 2", 5, 30, "Two members are renamed to 'b'.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { rename: { a: b }, set: { b: 1 } }\n      - version: 2", 5, 42, "'b' is set, and another member is renamed to it.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { set: { currency: EUR } }\n      - version: 2", 5, 34, "EUR")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { set: { b: 1 + } }\n      - version: 2", 5, 30, "")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: { move: { a: b } }\n      - version: 2", 5, 17, "The step has no key 'move'.")]
    [InlineData("types:\n  - type: A\n    versions:\n      - version: 1\n        next: {}\n        example: { a: 1 }\n        becomes: { a: 2 }\n      - version: 2", 7, 18, """The example of version 1 of 'A' becomes {"a":1}, not {"a":2}.""")]
    public void A_mistake_is_reported_with_its_place_and_a_remedy(string text, int line, int column, string message)
    {
        var result = EventTypeLoader.Load(text);

        Assert.Null(result.Types);
        var found = result.Diagnostics.FirstOrDefault(one => (one.Line, one.Column) == (line, column) && one.Message.Contains(message, StringComparison.Ordinal));
        Assert.True(found is not null, string.Join('\n', result.Diagnostics));
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var result = EventTypeLoader.Load("types:\n  - type: A\n    versions: [{ version: 1, members: { a: b, c: d } }]\n  - type: B\n    versions: [{ version: 1, next: { set: { x: y } } }]");
        Assert.Equal(["'b' is no kind of member.", "'d' is no kind of member."], result.Diagnostics.Take(2).Select(static found => found.Message));
        Assert.Equal(3, result.Diagnostics.Count);
        Assert.All(result.Diagnostics, static found => Assert.False(string.IsNullOrEmpty(found.Suggestion)));
    }

    internal static string Step(string step) => $"types: [{{ type: T, versions: [{{ version: 1, next: {step} }}, {{ version: 2 }}] }}]";

    internal static DeclaredEventTypes Types(string text)
    {
        var result = EventTypeLoader.Load(text);
        Assert.True(result.Types is not null, string.Join('\n', result.Diagnostics));
        return DeclaredEventTypes.Create(result.Types);
    }
}
