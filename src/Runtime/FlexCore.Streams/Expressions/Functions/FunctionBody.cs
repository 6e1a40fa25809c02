using FlexCore.Streams.Expressions.Semantics;
using FlexCore.Streams.Values;

namespace FlexCore.Streams.Expressions.Functions;

/// <summary>What a function does.</summary>
/// <param name="e">The evaluation.</param>
/// <param name="a">Receiver and arguments.</param>
/// <returns>The function's result.</returns>
internal delegate Value FunctionBody(in Evaluation e, in Arguments a);
