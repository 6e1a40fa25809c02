using FlexCore.Streams.Expressions;
using FlexCore.Streams.Expressions.Functions;
using FlexCore.Streams.Expressions.Syntax;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Tests.Expressions;

/// <summary>Random trees that are valid expressions over the names <c>a</c>, <c>b</c>, <c>$</c>.</summary>
internal sealed class RandomTree(Random random)
{
    private static readonly string[] Texts = ["", "a", "/api/x", "é😀", "line\nbreak", "12.5", "\"quoted\\\"", "`${x}`", "\u2028"];
    private static readonly double[] Numbers = [0, 1, 2, 3.5, 10, 1e21, 1e-7, 4_294_967_296, 0.1];
    private static readonly string[] Methods =
    [
        "startsWith", "includes", "indexOf", "slice", "split", "trim", "toUpperCase", "padStart", "repeat", "concat", "at", "join", "flat", "toString",
        "replaceAll", "substring", "charAt", "toFixed", "with", "reverse", "sort", "hasOwnProperty",
    ];

    private static readonly string[] ListMethods = ["map", "filter", "some", "every", "find", "findIndex", "flatMap", "reduce", "sort"];
    private readonly List<string> _names = ["a", "b", "$"];

    public ExpressionSyntax Create(int depth)
    {
        if (depth <= 0)
        {
            return Leaf();
        }

        return random.Next(14) switch
        {
            0 => new UnarySyntax(default, Pick(Enum.GetValues<UnaryOperator>()), Create(depth - 1)),
            1 or 2 or 3 => new BinarySyntax(default, Pick(Enum.GetValues<BinaryOperator>()), Create(depth - 1), Create(depth - 1)),
            4 => new ConditionalSyntax(default, Create(depth - 1), Create(depth - 1), Create(depth - 1)),
            5 => new ArraySyntax(default, Many(() => random.Next(4) == 0 ? new SpreadSyntax(default, Create(depth - 1)) : Create(depth - 1))),
            6 => new ObjectSyntax(default, Many(() => Member(depth))),
            7 => new TemplateSyntax(default, [Pick(Texts), Pick(Texts)], [Create(depth - 1)]),
            8 => new MemberSyntax(default, Create(depth - 1), Pick<string>(["x", "y", "length", "typeof"]), false),
            9 => new IndexSyntax(default, Create(depth - 1), Create(depth - 1), false),
            10 => Chain(depth),
            11 => ListCall(depth),
            12 => MethodCall(depth),
            _ => FunctionCall(depth),
        };
    }

    private ExpressionSyntax Leaf() => random.Next(4) switch
    {
        0 => new LiteralSyntax(default, Value.String(Pick(Texts))),
        1 => new LiteralSyntax(default, Value.Number(Pick(Numbers))),
        2 => new LiteralSyntax(default, Pick([Value.True, Value.False, Value.Null])),
        _ => new NameSyntax(default, Pick([.. _names, "undefined", "NaN"])),
    };

    private ExpressionSyntax Member(int depth) => random.Next(4) switch
    {
        0 => new SpreadSyntax(default, Create(depth - 1)),
        1 => new PropertySyntax(default, Create(depth - 1), Create(depth - 1)),
        _ => new PropertySyntax(default, new LiteralSyntax(default, Value.String(Pick(Texts))), Create(depth - 1)),
    };

    private ChainSyntax Chain(int depth)
    {
        ExpressionSyntax link = new MemberSyntax(default, Create(depth - 1), "x", true);
        link = random.Next(2) == 0 ? new IndexSyntax(default, link, Create(depth - 1), random.Next(2) == 0) : link;
        link = random.Next(2) == 0 ? new CallSyntax(default, new MemberSyntax(default, link, "toString", random.Next(2) == 0), []) : link;
        return new ChainSyntax(default, link);
    }

    private CallSyntax ListCall(int depth)
    {
        var target = new ArraySyntax(default, Many(() => Create(depth - 1)));
        var count = _names.Count;
        ParameterSyntax[] parameters = random.Next(3) switch
        {
            0 => [new NameParameterSyntax(default, "p", Leaf())],
            1 => [new ArrayParameterSyntax(default, [null, new NameParameterSyntax(default, "p", null)], Leaf())],
            _ => [new NameParameterSyntax(default, "p", null), new ObjectParameterSyntax(default, [new("x", new NameParameterSyntax(default, "q", null))], null)],
        };
        _names.Add("p");
        var body = Create(depth - 1);
        _names.RemoveRange(count, _names.Count - count);
        return new CallSyntax(default, new MemberSyntax(default, target, Pick(ListMethods), false), [new ArrowSyntax(default, parameters, body)]);
    }

    private CallSyntax MethodCall(int depth)
    {
        var method = FunctionTable.Methods[Pick(Methods)];
        var fewest = method.Entries.Min(static entry => entry.MinArguments);
        return new CallSyntax(default, new MemberSyntax(default, Create(depth - 1), method.Name, false), [.. Enumerable.Range(0, fewest).Select(_ => Create(depth - 1))]);
    }

    private CallSyntax FunctionCall(int depth)
    {
        var functions = FunctionTable.Functions.Values.Where(static entry => !entry.MustHaveCallback).OrderBy(static entry => entry.Name, StringComparer.Ordinal).ToArray();
        var function = Pick(functions);
        ExpressionSyntax callee = function.Name.Contains('.', StringComparison.Ordinal)
            ? new MemberSyntax(default, new NameSyntax(default, function.Name.Split('.')[0]), function.Name.Split('.')[1], false)
            : new NameSyntax(default, function.Name);
        return new CallSyntax(default, callee, [.. Enumerable.Range(0, function.MinArguments).Select(_ => Create(depth - 1))]);
    }

    private List<ExpressionSyntax> Many(Func<ExpressionSyntax> create) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => create())];

    private T Pick<T>(IReadOnlyList<T> choices) => choices[random.Next(choices.Count)];
}
