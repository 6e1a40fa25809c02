using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Objects and JSON.</summary>
internal static class ObjectFunctions
{
    public static readonly FunctionGroup Group = new(
        "Objects and JSON",
        [
            new("Object.keys(object)", "The names of the fields, in the order of the record.", "Object.keys({ a: 1, b: 2 })", "[\"a\",\"b\"]", static (in Evaluation e, in Arguments a) => List(e, a, static (in Evaluation _, KeyValuePair<string, Value> field) => Text.Constant(field.Key))),
            new("Object.values(object)", "The values of the fields.", "Object.values({ a: 1, b: 2 })", "[1,2]", static (in Evaluation e, in Arguments a) => List(e, a, static (in Evaluation _, KeyValuePair<string, Value> field) => field.Value)),
            new("Object.entries(object)", "The fields as lists of name and value.", "Object.entries({ a: 1 })", "[[\"a\",1]]", static (in Evaluation e, in Arguments a) => List(e, a, static (in Evaluation each, KeyValuePair<string, Value> field) => each.Array([Text.Constant(field.Key), field.Value]))),
            new("Object.fromEntries(list)", "An object from lists of name and value.", "Object.fromEntries([[\"a\", 1]])", "{\"a\":1}", FromEntries),
            new("Object.hasOwn(object, name)", "Whether the object has the field.", "Object.hasOwn({ a: 1 }, \"a\")", "true", static (in Evaluation e, in Arguments a) => Has(e, a[0], a[1])),
            new("value.hasOwnProperty(name)", "Whether the value has the field.", "({ a: 1 }).hasOwnProperty(\"b\")", "false", static (in Evaluation e, in Arguments a) => Has(e, a.Self, a[0])),
            new("JSON.stringify(value, replacer = null, indent = 0)", "The value as JSON text; undefined for undefined. `replacer` must be null or a list of field names.", "JSON.stringify({ a: [1, \"x\"] })", "\"{\\\"a\\\":[1,\\\"x\\\"]}\"", JsonWriter.Stringify),
            new("JSON.parse(text)", "The value that JSON text stands for; integers keep all their digits.", "JSON.parse(\"[1, null]\")", "[1,null]", JsonReader.Parse),
        ]);

    private delegate Value Projection(in Evaluation e, KeyValuePair<string, Value> field);

    private static Value List(in Evaluation e, in Arguments a, Projection projection)
    {
        RequireObject(e, a[0]);
        var fields = Iteration.FieldsOf(e, a[0]);
        var results = new Value[fields.Count];
        for (var i = 0; i < results.Length; i++)
        {
            results[i] = projection(e, fields[i]);
        }

        return e.Array(results);
    }

    private static Value FromEntries(in Evaluation e, in Arguments a)
    {
        var entries = new List<Value>();
        Iteration.AddTo(e, a[0], entries);
        var result = new ObjectValue(entries.Count);
        foreach (var entry in entries)
        {
            if (entry.Kind is not (ValueKind.Array or ValueKind.Object))
            {
                throw e.Fail(ExpressionErrorCode.WrongKind, $"Object.fromEntries takes lists of name and value, not {Kinds.Describe(entry)}.");
            }

            e.Spend(1);
            result.Set(Coercion.ToKey(e, Members.Get(e, entry, Value.Number(0))), Members.Get(e, entry, Value.Number(1)));
        }

        return e.Object(result);
    }

    private static Value Has(in Evaluation e, Value target, Value name)
    {
        RequireObject(e, target);
        return Value.Boolean(target.Kind switch
        {
            ValueKind.Object or ValueKind.Array => Members.Has(e, target, name),
            ValueKind.String => !Members.Get(e, target, name).IsUndefined,
            _ => false,
        });
    }

    private static void RequireObject(in Evaluation e, Value value)
    {
        if (value.IsNullish)
        {
            throw e.Fail(ExpressionErrorCode.WrongKind, $"{value} has no fields: write 'value ?? {{}}' where it may be missing.");
        }
    }
}
