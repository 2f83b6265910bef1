package org.facelane.bench.convert;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// As much of a TensorFlow Lite file as the conversion needs: the first graph's tensors and operators. Field numbers
/// are those of `schema.fbs` (github.com/tensorflow/tensorflow, `tensorflow/compiler/mlir/lite/schema`).
///
/// @param tensors by their index in the file
/// @param operators in the order in which they run
/// @param inputs indices of tensors
/// @param outputs indices of tensors
record TfliteFile(List<Tensor> tensors, List<Operator> operators, int[] inputs, int[] outputs) {
    private static final int MODEL_OPERATION_CODES = 1;
    private static final int MODEL_GRAPHS = 2;
    private static final int MODEL_BUFFERS = 4;
    private static final int CODE_OLD = 0;
    private static final int CODE_NEW = 3;
    private static final int GRAPH_TENSORS = 0;
    private static final int GRAPH_INPUTS = 1;
    private static final int GRAPH_OUTPUTS = 2;
    private static final int GRAPH_OPERATORS = 3;
    private static final int TENSOR_SHAPE = 0;
    private static final int TENSOR_TYPE = 1;
    private static final int TENSOR_BUFFER = 2;
    private static final int TENSOR_NAME = 3;
    private static final int OPERATOR_CODE = 0;
    private static final int OPERATOR_INPUTS = 1;
    private static final int OPERATOR_OUTPUTS = 2;
    private static final int OPERATOR_OPTIONS = 4;

    /// @param type a number of the schema's `TensorType`: 0 is float, 1 is half float
    /// @param constant the values; nothing for a tensor that is computed
    record Tensor(String name, int[] shape, int type, ByteBuffer constant) {
        static final int FLOAT = 0;
        static final int HALF = 1;

        Tensor {
            requireNonNull(name, "name is null");
            requireNonNull(shape, "shape is null");
            requireNonNull(constant, "constant is null");
        }

        boolean isConstant() {
            return constant.hasRemaining();
        }
    }

    /// @param code a number of the schema's `BuiltinOperator`
    /// @param options the operator's own table, if it has one
    record Operator(int code, int[] inputs, int[] outputs, Optional<FlatTable> options) {
        Operator {
            requireNonNull(inputs, "inputs is null");
            requireNonNull(outputs, "outputs is null");
            requireNonNull(options, "options is null");
        }
    }

    TfliteFile {
        tensors = List.copyOf(tensors);
        operators = List.copyOf(operators);
        requireNonNull(inputs, "inputs is null");
        requireNonNull(outputs, "outputs is null");
    }

    /// @throws IllegalArgumentException if it is not a TensorFlow Lite file
    static TfliteFile read(byte[] bytes) {
        try {
            FlatTable model = FlatTable.root(bytes);
            List<Integer> codes = model.tables(MODEL_OPERATION_CODES).stream()
                    .map(code -> Math.max(code.octet(CODE_OLD), code.whole(CODE_NEW, 0)))
                    .toList();
            List<FlatTable> buffers = model.tables(MODEL_BUFFERS);
            FlatTable graph = model.tables(MODEL_GRAPHS).getFirst();
            List<Tensor> tensors = new ArrayList<>();
            for (FlatTable tensor : graph.tables(GRAPH_TENSORS)) {
                tensors.add(new Tensor(
                        tensor.text(TENSOR_NAME),
                        tensor.wholes(TENSOR_SHAPE),
                        tensor.octet(TENSOR_TYPE),
                        buffers.get(tensor.whole(TENSOR_BUFFER, 0)).bytes(0)));
            }
            List<Operator> operators = new ArrayList<>();
            for (FlatTable operator : graph.tables(GRAPH_OPERATORS)) {
                operators.add(new Operator(
                        codes.get(operator.whole(OPERATOR_CODE, 0)),
                        operator.wholes(OPERATOR_INPUTS),
                        operator.wholes(OPERATOR_OUTPUTS),
                        operator.table(OPERATOR_OPTIONS)));
            }
            return new TfliteFile(tensors, operators, graph.wholes(GRAPH_INPUTS), graph.wholes(GRAPH_OUTPUTS));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("this is not a TensorFlow Lite file: " + e.getMessage(), e);
        }
    }
}
