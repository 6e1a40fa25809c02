using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Numbers;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>Methods of lists that need no function, and functions that make lists.</summary>
internal static class ListShaping
{
    public static readonly FunctionGroup Group = new(
        "Lists: parts and shape",
        [
            new("list.at(index = 0)", "The item at `index`, from the end when negative; undefined outside the list.", "[1, 2, 3].at(-1)", "3", At),
            new("list.slice(start = 0, end = length)", "The items from `start` up to `end`; negative positions count from the end.", "[1, 2, 3, 4].slice(1, -1)", "[2,3]", Slice),
            new("list.concat(...lists)", "The items of the list and of the others; what is not a list is an item.", "[1].concat([2, 3], 4)", "[1,2,3,4]", Concat),
            new("list.includes(item, from = 0)", "Whether an item equals `item`; NaN equals NaN.", "[1, NaN].includes(NaN)", "true", Includes),
            new("list.indexOf(item, from = 0)", "The index of the first item that is `=== item`; -1 when there is none.", "[\"a\", \"b\"].indexOf(\"b\")", "1", IndexOf),
            new("list.lastIndexOf(item)", "The index of the last item that is `=== item`; -1 when there is none.", "[1, 2, 1].lastIndexOf(1)", "2", LastIndexOf),
            new("list.join(separator = \",\")", "The items as one text; null and undefined are empty.", "[1, null, \"b\"].join(\"-\")", "\"1--b\"", static (in Evaluation e, in Arguments a) => Coercion.Join(e, a.Self.AsArray(), a[0].IsUndefined ? Text.Constant(",") : a.Text(e, 0))),
            new("list.flat(depth = 1)", "The items with nested lists replaced by their items, `depth` levels deep.", "[1, [2, [3]]].flat()", "[1,2,[3]]", Flat),
            new("list.reverse()", "The items in the opposite order; the original does not change.", "[1, 2, 3].reverse()", "[3,2,1]", Reverse),
            new("list.toReversed()", "The same as reverse.", "[1, 2].toReversed()", "[2,1]", Reverse),
            new("list.with(index, item)", "A list with one item replaced.", "[1, 2, 3].with(-1, 9)", "[1,2,9]", With),
            new("Array.isArray(value)", "Whether the value is a list.", "Array.isArray([])", "true", static (in Evaluation e, in Arguments a) => Value.Boolean(a[0].Kind == ValueKind.Array)),
            new("Array.of(...items)", "A list of the arguments.", "Array.of(7, 8)", "[7,8]", static (in Evaluation e, in Arguments a) => e.Array(a.Items.ToArray())),
            new("Array.from(items, mapOrFn = none)", "A list of a list's items, a text's characters or `{ length: n }` times undefined, each passed through the function.", "Array.from({ length: 3 }, (_, i) => i * i)", "[0,1,4]", From),
        ]);

    private static Value At(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray();
        var index = a.Integer(e, 0, 0);
        index += index < 0 ? items.Count : 0;
        return index >= 0 && index < items.Count ? items[(int)index] : Value.Undefined;
    }

    private static Value Slice(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray().Items;
        var start = a.RelativeIndex(e, 0, items.Length, 0);
        var end = a.RelativeIndex(e, 1, items.Length, items.Length);
        e.Create(16L * Math.Max(0, end - start));
        return e.Array(start < end ? items[start..end].ToArray() : []);
    }

    private static Value Concat(in Evaluation e, in Arguments a)
    {
        var results = new List<Value>();
        Iteration.AddTo(e, a.Self, results);
        foreach (var item in a.Items)
        {
            if (item.Kind == ValueKind.Array)
            {
                Iteration.AddTo(e, item, results);
            }
            else
            {
                results.Add(item);
            }
        }

        return e.Array([.. results]);
    }

    private static Value Includes(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray().Items;
        for (var i = a.RelativeIndex(e, 1, items.Length, 0); i < items.Length; i++)
        {
            e.Spend(1);
            if (Comparison.SameValueZero(e, items[i], a[0]))
            {
                return Value.True;
            }
        }

        return Value.False;
    }

    private static Value IndexOf(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray().Items;
        for (var i = a.RelativeIndex(e, 1, items.Length, 0); i < items.Length; i++)
        {
            e.Spend(1);
            if (Comparison.StrictEquals(e, items[i], a[0]))
            {
                return Value.Number(i);
            }
        }

        return Value.Number(-1);
    }

    private static Value LastIndexOf(in Evaluation e, in Arguments a)
    {
        var items = a.Self.AsArray().Items;
        for (var i = items.Length - 1; i >= 0; i--)
        {
            e.Spend(1);
            if (Comparison.StrictEquals(e, items[i], a[0]))
            {
                return Value.Number(i);
            }
        }

        return Value.Number(-1);
    }

    private static Value Flat(in Evaluation e, in Arguments a)
    {
        var results = new List<Value>();
        var depth = a[0].IsUndefined ? 1 : Coercion.ToInteger(e, a[0]);
        AddFlat(e, a.Self.AsArray(), depth, results);
        return e.Array([.. results]);
    }

    // The recursion ends with the list's own depth, which is bounded when it is created or parsed.
    private static void AddFlat(in Evaluation e, ArrayValue items, double depth, List<Value> results)
    {
        e.Create(16L * items.Count);
        foreach (var item in items.Items)
        {
            if (item.Kind == ValueKind.Array && depth >= 1)
            {
                AddFlat(e, item.AsArray(), depth - 1, results);
            }
            else
            {
                results.Add(item);
            }
        }
    }

    private static Value Reverse(in Evaluation e, in Arguments a)
    {
        e.Create(16L * a.Self.AsArray().Count);
        var results = a.Self.AsArray().Items.ToArray();
        Array.Reverse(results);
        return e.Array(results);
    }

    private static Value With(in Evaluation e, in Arguments a)
    {
        e.Create(16L * a.Self.AsArray().Count);
        var results = a.Self.AsArray().Items.ToArray();
        var index = a.Integer(e, 0, 0);
        index += index < 0 ? results.Length : 0;
        if (!(index >= 0 && index < results.Length))
        {
            throw e.Fail(ExpressionErrorCode.OutOfRange, $"The index {NumberText.Format(a.Integer(e, 0, 0))} is outside the list of {results.Length} items.");
        }

        results[(int)index] = a[1];
        return e.Array(results);
    }

    private static Value From(in Evaluation e, in Arguments a)
    {
        var results = new List<Value>();
        if (a[0].Kind == ValueKind.Object)
        {
            AddIndexed(e, a[0].AsObject(), results);
        }
        else if (a[0].Kind is not (ValueKind.Number or ValueKind.Boolean))
        {
            Iteration.AddTo(e, a[0], results);
        }

        for (var i = 0; a.Callback is not null && i < results.Count; i++)
        {
            results[i] = a.Callback.Invoke(e, [results[i], Value.Number(i)]);
        }

        return e.Array([.. results]);
    }

    private static void AddIndexed(in Evaluation e, ObjectValue source, List<Value> results)
    {
        var length = Math.Max(0, Coercion.ToInteger(e, source["length"]));
        e.Create((long)Math.Min(16 * length, long.MaxValue / 2));
        for (var i = 0; i < length; i++)
        {
            results.Add(source[NumberText.Format(i)]);
        }
    }
}
