using System.Diagnostics.CodeAnalysis;

namespace FlexCore.Streams.Expressions;

/// <summary>What parsing or compiling gave: a product, or the mistakes that prevented it.</summary>
/// <typeparam name="T">The product.</typeparam>
public sealed class ExpressionResult<T>
    where T : class
{
    private ExpressionResult(T? product, IReadOnlyList<ExpressionDiagnostic> diagnostics)
    {
        Product = product;
        Diagnostics = diagnostics;
    }

    /// <summary>The product; null when there are mistakes.</summary>
    public T? Product { get; }

    /// <summary>The mistakes in the order of the text; empty when there is a product.</summary>
    public IReadOnlyList<ExpressionDiagnostic> Diagnostics { get; }

    /// <summary>A product.</summary>
    /// <param name="product">The product.</param>
    public static ExpressionResult<T> Success(T product) => new(product, []);

    /// <summary>Mistakes.</summary>
    /// <param name="diagnostics">At least one.</param>
    public static ExpressionResult<T> Failure(IReadOnlyList<ExpressionDiagnostic> diagnostics) => new(null, diagnostics);

    /// <summary>The product, when there is one.</summary>
    /// <param name="product">The product.</param>
    /// <returns>Whether there are no mistakes.</returns>
    public bool TryGet([NotNullWhen(true)] out T? product)
    {
        product = Product;
        return product is not null;
    }

    /// <summary>The product, for callers that treat a mistake as a fault.</summary>
    /// <exception cref="ExpressionException">There are mistakes; carries the first one.</exception>
    public T OrThrow() => Product ?? throw new ExpressionException(Diagnostics[0]);
}
