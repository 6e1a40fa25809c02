using FlexCore.Streams.Expressions.Compilation;
using FlexCore.Streams.Json;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Trials;

/// <summary>Evaluates one expression on single records, outside any pipeline: for prompts and editors.</summary>
/// <remarks>Names are those of the record's fields, whatever they are; <c>$</c> is the record. Not thread-safe.</remarks>
public sealed class ExpressionTrial
{
    private readonly CompiledExpression _expression;
    private readonly TrialScope _scope;

    private ExpressionTrial(CompiledExpression expression, TrialScope scope)
    {
        _expression = expression;
        _scope = scope;
    }

    /// <summary>The root names the expression reads, in alphabetical order.</summary>
    public IReadOnlyList<string> ReferencedNames => _expression.ReferencedNames;

    /// <summary>Compiles an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <returns>The expression, or every mistake that was found.</returns>
    public static ExpressionResult<ExpressionTrial> Compile(string text)
    {
        var scope = new TrialScope();
        var compiled = ExpressionCompiler.Compile(text, scope);
        return compiled.TryGet(out var expression)
            ? ExpressionResult<ExpressionTrial>.Success(new ExpressionTrial(expression, scope))
            : ExpressionResult<ExpressionTrial>.Failure(compiled.Diagnostics);
    }

    /// <summary>Evaluates the expression.</summary>
    /// <param name="record">The record, from <see cref="ReadRecord"/>.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ExpressionException">The operation does not exist for the record's values, or a limit is reached.</exception>
    public Value Evaluate(Value record)
    {
        var cells = new Value[Math.Max(1, _scope.Count)];
        foreach (var (name, slot) in _scope.Slots)
        {
            cells[slot] = name == TrialScope.WholeRecord ? record : record.AsObject().TryGet(name, out var value) ? value : Value.Undefined;
        }

        return _expression.Evaluate(new EvaluationFrame(cells));
    }

    /// <summary>Reads a record.</summary>
    /// <param name="json">The UTF-8 text of one JSON object.</param>
    /// <param name="record">The record.</param>
    /// <param name="mistake">Why the text is no record; <see langword="null"/> when it is one.</param>
    /// <returns>Whether the text is a JSON object.</returns>
    public static bool ReadRecord(byte[] json, out Value record, out string? mistake)
    {
        ArgumentNullException.ThrowIfNull(json);
        record = Value.Undefined;
        mistake = null;
        if (!System.Text.Unicode.Utf8.IsValid(json))
        {
            mistake = "the record is not UTF-8";
            return false;
        }

        var cursor = new JsonCursor(json, 0, json.Length, new TextArena());
        if (!cursor.ReadDocument(out record))
        {
            mistake = cursor.Failure.Reason;
        }
        else if (record.Kind != ValueKind.Object)
        {
            mistake = "the record is not a JSON object";
        }

        return mistake is null;
    }
}
